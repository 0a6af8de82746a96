package io.akkord.object;

import io.akkord.kind.Submission;

/**
 * A submission on its way to a decision.
 *
 * @param submit as it came
 * @param command rewritten over all commits up to {@code at}
 * @param at the version {@code command} acts on; {@link Submission#HEAD} for whatever is current
 * @param checked whether it was found to fit the state at its base
 * @param rounds how often it had to be brought forward outside the entity
 */
record Candidate<C>(ObjectCommand.Submit<C> submit, C command, long at, boolean checked, int rounds) {
    static <C> Candidate<C> of(ObjectCommand.Submit<C> submit) {
        Submission<C> s = submit.submission();
        return new Candidate<>(submit, s.command(), s.base(), false, 0);
    }

    Submission<C> submission() {
        return submit.submission();
    }

    boolean numbered() {
        return submission().seq() != Submission.UNNUMBERED;
    }
}
