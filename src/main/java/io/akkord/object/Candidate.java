package io.akkord.object;

import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import org.jspecify.annotations.Nullable;

/**
 * A submission on its way to a decision.
 *
 * @param submit as it came
 * @param command rewritten over all commits up to {@code at}
 * @param at the version {@code command} acts on; {@link Submission#HEAD} for whatever is current
 * @param checked whether it was found to fit the state at its base
 * @param rounds how often it had to be brought forward outside the entity
 * @param refused why it is refused, unless there is more to say about who submits it than about the command
 */
record Candidate<C>(
        ObjectCommand.Submit<C> submit,
        C command,
        long at,
        boolean checked,
        int rounds,
        @Nullable Refusal refused) {
    static <C> Candidate<C> of(ObjectCommand.Submit<C> submit, @Nullable Refusal refused) {
        Submission<C> s = submit.submission();
        return new Candidate<>(submit, s.command(), s.base(), false, 0, refused);
    }

    /** It fits, and has been brought forward. */
    Candidate<C> forward(C brought, long to) {
        return new Candidate<>(submit, brought, to, true, rounds + 1, refused);
    }

    /** It is not wanted. */
    Candidate<C> refused(Refusal refusal) {
        return new Candidate<>(submit, command, at, checked, rounds, refusal);
    }

    /** Another one in its place, made on the same version. */
    Candidate<C> replaced(ObjectCommand.Submit<C> other) {
        return new Candidate<>(other, other.submission().command(), at, false, rounds, refused);
    }

    Submission<C> submission() {
        return submit.submission();
    }

    boolean numbered() {
        return submission().seq() != Submission.UNNUMBERED;
    }
}
