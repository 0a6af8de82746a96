package io.akkord.system.check;

/** A promise was broken. */
public final class CheckFailed extends AssertionError {
    private final String checker;

    CheckFailed(String checker, String room, String message) {
        super(checker + " in " + room + ": " + message);
        this.checker = checker;
    }

    /** Simple name of the checker that found it. */
    public String checker() {
        return checker;
    }
}
