package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonParser;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonText;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the payload of one submission as its object's kind does, and makes a submission of it and of what stands beside it. */
final class SubmissionReader {
    private static final Set<String> TYPES = Set.of(KindWire.OP, KindWire.STATE_PATCH, KindWire.CONFLICT_RESOLUTION);

    private @Nullable Draft<?> draft;
    private @Nullable WireRefusal refusal;

    /** Whether messages of this type submit to objects of some kind. */
    static boolean isSubmission(String messageType) {
        return TYPES.contains(messageType);
    }

    /** The parser stands on the payload's START_OBJECT and is left on the matching END_OBJECT, whatever is wrong in between. */
    void read(KindWire<?, ?, ?> kind, String joinType, JsonParser payload) throws IOException {
        int outside = payload.getParsingContext().getNestingDepth() - 1;
        try {
            draft = kind.readSubmission(payload, joinType);
        } catch (WireRefusal refused) {
            refusal = refused;
        } catch (JsonFault fault) {
            if (!JsonText.goesOn(payload, fault)) {
                throw fault;
            }
            refusal = new WireRefusal(ErrorCode.INVALID_OP, fault.reason().sentence());
        }
        while (payload.getParsingContext().getNestingDepth() > outside) {
            payload.nextToken();
        }
    }

    /**
     * @param kind that {@link #read} was called with, if it was
     * @param hasPayload whether the message had one, read or not
     * @param seq 0 for not said
     */
    <C> Inbound.Submit<C> submission(ObjectId id, KindWire<C, ?, ?> kind, boolean hasPayload, Terms terms, long seq)
            throws WireRefusal {
        if (!kind.isSubmittedBy(terms.messageType())) {
            throw new WireRefusal(ErrorCode.INVALID_OP, "This type of message does not change objects of that kind.");
        }
        if (!hasPayload || seq == 0) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "A submission needs a payload and meta.seq.");
        }
        if (terms.base() == Submission.HEAD && kind.needsBase(terms.messageType())) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "This submission needs meta.version.");
        }
        if (refusal != null) {
            throw refusal;
        }
        if (draft == null) {
            throw new WireRefusal(ErrorCode.NOT_JOINED, "This session has not joined the object.");
        }
        String source = draft.source();
        if (source.length() > Interest.LONGEST) {
            throw new WireRefusal(ErrorCode.BAD_MESSAGE, "payload.source has at most 256 characters.");
        }
        @SuppressWarnings("unchecked") // what this kind's own readSubmission returned
        C command = kind.under(terms, (C) draft.command());
        byte[] content = kind.content(command);
        long hash = ContentHash.of(content, terms.base(), terms.strategy(), source);
        return new Inbound.Submit<>(id, terms.base(), seq, source, hash, content.length, command);
    }
}
