package io.akkord.system.check;

import java.util.List;

/** All promises together; the ones that name a fault most precisely come first. */
public final class Checkers {
    private static final List<Checker> ALL = List.of(
            new Answered(),
            new NothingTwice(),
            new NothingLost(),
            new NothingInvented(),
            new SeenImpliesStored(),
            new NoGap(),
            new TimeRunsForward(),
            new Converged(),
            new NothingForbidden());

    private Checkers() {}

    public static void checkAll(Evidence evidence) {
        ALL.forEach(checker -> checker.check(evidence));
    }
}
