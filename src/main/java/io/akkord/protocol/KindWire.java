package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import java.io.IOException;

/**
 * How one kind looks on the wire. Sessions handle every kind through this; what a kind adds to the protocol stands in its
 * implementation.
 */
public interface KindWire<C, E, S> {
    String OP = "OP";
    String STATE_PATCH = "STATE_PATCH";
    String CONFLICT_RESOLUTION = "CONFLICT_RESOLUTION";

    /** The kind's name, {@code rooms}. */
    String kind();

    /** Message type that submits to this kind and that carries its commits: {@link #OP} or {@link #STATE_PATCH}. */
    String submitType();

    /** Whether a message of this type submits to this kind. */
    default boolean isSubmittedBy(String messageType) {
        return messageType.equals(submitType());
    }

    /** Whether a submission by this type of message has to say its base. */
    default boolean needsBase(String messageType) {
        return true;
    }

    /** Whether a part of an object can be joined, by keys and patterns, and entity events asked for. */
    default boolean hasKeys() {
        return false;
    }

    /** The single word for the kind in {@code JOINED.kind}: {@code room}. */
    String label();

    /** The type an object of this kind has before its first commit, given a join's {@code type} (empty for none); refused otherwise. */
    String joinType(String requested) throws WireRefusal;

    /**
     * Reads the payload of a submission; the parser stands on its START_OBJECT and is left on the matching END_OBJECT.
     *
     * @param joinType what {@link #joinType} said when the session joined
     */
    Draft<C> readSubmission(JsonParser payload, String joinType) throws IOException, WireRefusal;

    /** The command read from a payload under the terms of the message around it, which may stand behind it; refused where they do not fit. */
    default C under(Terms terms, C command) throws WireRefusal {
        return command;
    }

    /**
     * What a client submitted with this command, in one canonical spelling: the part that a resend must repeat. Does not depend on how
     * the session joined.
     */
    byte[] content(C command);

    /** One commit as a JSON object, as it stands in {@code commits} and in histories. */
    Encoded writeCommit(Commit<E> commit);

    /**
     * The snapshot's value of {@code JOINED.snapshot}, cut to an interest; kinds without keys are asked for all of it only.
     *
     * @param type what the object is; where it does not exist, what it would become
     */
    void writeSnapshot(ObjectState<S> state, String type, Interest interest, JsonGenerator out) throws IOException;
}
