package io.akkord.kind;

/**
 * Why an object does not do what it was asked. A value, not a fault: the object and everybody else do not notice it.
 *
 * @param reason one of a closed list; the protocol maps each to one error code
 * @param message a sentence for people, never an exception's text
 * @param retryAfterMillis when to try again with the same message; 0 where that makes no sense
 * @param detail JSON text for the submitter's program, of a shape that goes with the reason; empty for none
 */
public record Refusal(Reason reason, String message, long retryAfterMillis, String detail) {
    public enum Reason {
        INVALID,
        SEQ_REUSED,
        OUT_OF_ORDER,
        BAD_BASE,
        CONFLICT,
        PRECONDITION,
        FORBIDDEN,
        NOT_FOUND,
        GONE,
        TOO_LARGE,
        SUPERSEDED,
        OVERLOADED,
        UNAVAILABLE
    }

    /** A refusal without detail. */
    public Refusal(Reason reason, String message, long retryAfterMillis) {
        this(reason, message, retryAfterMillis, "");
    }

    public static Refusal of(Reason reason, String message) {
        return new Refusal(reason, message, 0, "");
    }
}
