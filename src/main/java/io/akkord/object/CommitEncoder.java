package io.akkord.object;

import io.akkord.kind.Commit;

/** Writes a commit once for all who will receive it. */
@FunctionalInterface
public interface CommitEncoder<E> {
    byte[] encode(Commit<E> commit);
}
