package io.akkord.system.check;

import java.util.List;

/** All promises together; the ones that name a fault most precisely come first. */
public final class Checkers {
    private static final List<Checker<Evidence>> ALL = List.of(
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

    /** Throws the first failure; those of the other checkers are attached to it. */
    public static void checkAll(Evidence evidence) {
        checkAll(ALL, evidence);
    }

    /** The same with other checkers. */
    public static <T extends Checked> void checkAll(List<Checker<T>> checkers, T evidence) {
        CheckFailed first = null;
        for (Checker<T> checker : checkers) {
            try {
                checker.check(evidence);
            } catch (CheckFailed failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
