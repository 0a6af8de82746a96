package io.akkord.object;

import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectKind;

/**
 * All the runtime knows of a kind; the door hands one over per kind.
 *
 * @param kind the pure functions
 * @param codec stored forms and commands as bytes
 * @param encoder commits as the sessions send them
 */
public record KindRuntime<C, E, S>(ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, CommitEncoder<E> encoder) {}
