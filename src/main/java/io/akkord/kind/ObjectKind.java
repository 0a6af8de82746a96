package io.akkord.kind;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A kind of object as four pure functions and a few questions. The runtime executes what they decide; they are total and
 * deterministic and read no clock, randomness or configuration.
 *
 * @param <C> commands, <E> events, <S> immutable state
 */
public interface ObjectKind<C, E, S> {
    /** Plural name, as in URLs and persistence ids. */
    String name();

    S initial();

    /** Refuses a command that does not fit the state its submitter had seen. Runs before any {@link #rebase}. */
    Optional<Refusal> check(S atBase, C command);

    /** Rewrites a command over one later commit; called for each missed commit in version order. */
    Rebase<C> rebase(C command, Commit<E> later);

    /** Decides a rebased command on the current state; {@code version} is the one of {@code state}. */
    Decision<E> decide(S state, long version, Submission<C> submission);

    /** The state after a commit. Never fails for an event this kind accepted. */
    S evolve(S state, Commit<E> commit);

    /** Whether there is something to read; false before the first commit and after a deletion. */
    boolean exists(S state);

    /** Whether the event deletes the object: sessions leave it, and the state after it keeps nothing of the content. */
    boolean deletes(E event);

    /** The first version from which commits lead to this state; 0 unless the object was deleted and created again. */
    long continuousSince(S state);

    /** Type within the kind, such as {@code rich-text}; empty while nothing exists. */
    String type(S state);

    /** Size of the content, in the unit of the kind. */
    long size(S state);

    /** Estimate of the memory an event holds, in bytes, for bounded windows. */
    int weight(E event);

    /** Estimate of the memory a command holds, in bytes, for bounded queues. */
    default long commandWeight(C command) {
        return 256;
    }

    /** When the object wants {@link #alarm}, in epoch milliseconds; empty for never. */
    default OptionalLong nextAlarm(S state) {
        return OptionalLong.empty();
    }

    /** What to commit at an alarm; empty when nothing is due. */
    default Optional<E> alarm(S state, long now) {
        return Optional.empty();
    }
}
