package io.akkord.object;

import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;

/**
 * All the runtime knows of a kind; the door hands one over per kind.
 *
 * @param kind the pure functions
 * @param codec stored forms and commands as bytes
 * @param encoder commits as the sessions send them
 * @param interceptor looks at submissions before they are decided
 */
public record KindRuntime<C, E, S>(
        ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, CommitEncoder<E> encoder, Interceptor<C, S> interceptor) {
    /** A kind whose submissions nobody looks at before they are decided. */
    public KindRuntime(ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, CommitEncoder<E> encoder) {
        this(kind, codec, encoder, Interceptor.none());
    }

    /** The same as it is configured for one object. */
    public KindRuntime<C, E, S> of(ObjectId id) {
        return new KindRuntime<>(kind.of(id), codec.of(id), encoder, interceptor.of(id));
    }
}
