package io.akkord.kind;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

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

    /**
     * A rebased command as it stands on the current state without what {@link #rebase} noted beside it, so that others can look at it; it
     * is decided as the rebased one would be. Or the reason why it cannot be.
     */
    default Rebase<C> alone(S state, Submission<C> rebased) {
        return new Rebase.Done<>(rebased.command());
    }

    /** Whether what is put in the place of this command depends on its base as well, and not on the current state alone. */
    default boolean keepsBase(C command) {
        return false;
    }

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

    /**
     * This kind as it is configured for one object; asked before anything is done with the object. Asking what it answers for the same
     * object again changes nothing.
     */
    default ObjectKind<C, E, S> of(ObjectId id) {
        return this;
    }

    /** Why a state must not be served; then everything is refused with it and nothing is written. */
    default Optional<Refusal> opens(S state) {
        return Optional.empty();
    }

    /**
     * What has to be committed by the server itself before anything is served on a state that has just come from the journal; asked
     * again after each such commit, until there is nothing.
     */
    default Optional<E> recovered(S state) {
        return Optional.empty();
    }

    /** Whether the state knows values that the journal does not, so that whoever drops it loses them. */
    default boolean holdsUnstored(S state) {
        return false;
    }

    /** Clients whose absence matters to this state. */
    default Set<String> awaited(S state) {
        return Set.of();
    }

    /**
     * What to commit when clients had no session at the object for the grace time; empty when it does not matter.
     *
     * @param clients some of those {@link #awaited}
     */
    default Optional<E> absent(S state, Set<String> clients) {
        return Optional.empty();
    }

    /** Tells {@code told} which named parts of the object an event wrote or removed; kinds without such parts tell nothing. */
    default void parts(E event, Consumer<String> told) {}

    /**
     * How a submission whose base is not the current version is dealt with where it meets what others did since, as one of a few names;
     * empty where it meets nothing, or where the kind knows no conflicts.
     *
     * @param state current
     * @param submission rebased
     */
    default Optional<String> contested(S state, Submission<C> submission) {
        return Optional.empty();
    }

    /** How long submissions are collected before they are written together, in milliseconds; 0 for not at all. */
    default long batchMillis() {
        return 0;
    }
}
