package io.akkord.object;

import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;

/** Writes a commit once for all who will receive it. */
@FunctionalInterface
public interface CommitEncoder<E> {
    Encoded encode(Commit<E> commit);
}
