package io.akkord.system.check;

/** A promise was broken. */
public final class CheckFailed extends AssertionError {
    private final String checker;

    CheckFailed(String checker, String object, String message) {
        super(checker + " in " + object + ": " + message);
        this.checker = checker;
    }

    public static CheckFailed of(String checker, String object, String message) {
        return new CheckFailed(checker, object, message);
    }

    /** Simple name of the checker that found it. */
    public String checker() {
        return checker;
    }
}
