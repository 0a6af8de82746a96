package io.akkord.journal;

/** An encrypted value does not open. The message tells an operator why and holds nothing of the value. */
public final class UnreadableValueException extends RuntimeException {
    public enum Reason {
        /** The key set lacks the key it was sealed with. */
        NO_KEY,
        /** It is not what was sealed with that key for that place: changed, moved, or of another key with the same id. */
        NOT_AUTHENTIC
    }

    private final Reason reason;

    UnreadableValueException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
