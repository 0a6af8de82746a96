package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Refusal;

/** Shorthand for what tests expect of an outcome. */
final class Outcomes {
    private Outcomes() {}

    static Outcome.Committed committed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Committed.class);
        return (Outcome.Committed) outcome;
    }

    static long version(Outcome outcome) {
        return committed(outcome).version();
    }

    static Refusal.Reason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().reason();
    }
}
