package io.akkord.system.check;

/** A fault test in which no fault happened proves nothing. */
public final class FaultHappened {
    private FaultHappened() {}

    public static void check(String fault, long times, long atLeast) {
        if (times < atLeast) {
            throw new CheckFailed(
                    "FaultHappened", "the run", "%s happened %d times, not %d".formatted(fault, times, atLeast));
        }
    }
}
