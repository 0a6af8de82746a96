package io.akkord.system.check;

/** A fault that hits nobody proves nothing: edits were in flight when it happened. */
public final class EditsWereInFlight {
    private EditsWereInFlight() {}

    public static void check(String fault, long inFlight, long atLeast) {
        if (inFlight < atLeast) {
            throw new CheckFailed(
                    "EditsWereInFlight",
                    "the run",
                    "%d edits were in flight at %s, not %d".formatted(inFlight, fault, atLeast));
        }
    }
}
