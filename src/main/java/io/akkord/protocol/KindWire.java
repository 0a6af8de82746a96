package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectState;
import java.io.IOException;

/**
 * How one kind looks on the wire. Sessions handle every kind through this; what a kind adds to the protocol stands in its
 * implementation.
 */
public interface KindWire<C, E, S> {
    /** The kind's name, {@code rooms}. */
    String kind();

    /** Message type that submits to this kind and that carries its commits: {@code OP} or {@code STATE_PATCH}. */
    String submitType();

    /** The single word for the kind in {@code JOINED.kind}: {@code room}. */
    String label();

    /** The type an object of this kind has before its first commit, given a join's {@code type} (empty for none); refused otherwise. */
    String joinType(String requested) throws WireRefusal;

    /**
     * Reads the payload of a submission; the parser stands on its START_OBJECT and is left on the matching END_OBJECT.
     *
     * @param joinType what {@link #joinType} said when the session joined
     */
    C readSubmission(JsonParser payload, String joinType) throws IOException, WireRefusal;

    /**
     * What a client submitted with this command, in one canonical spelling: the part that a resend must repeat. Does not depend on how
     * the session joined.
     */
    byte[] content(C command);

    /** One commit as a JSON object in UTF-8, as it stands in {@code OP.commits} and in histories. */
    byte[] writeCommit(Commit<E> commit);

    /**
     * The snapshot's value of {@code JOINED.snapshot}.
     *
     * @param type what the object is; where it does not exist, what it would become
     */
    void writeSnapshot(ObjectState<S> state, String type, JsonGenerator out) throws IOException;
}
