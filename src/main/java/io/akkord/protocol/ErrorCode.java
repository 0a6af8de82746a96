package io.akkord.protocol;

import io.akkord.kind.Refusal;

/**
 * The closed list of errors that leave the server: the code, the HTTP status of a request that ends in it, and the code a socket
 * is closed with where the error ends it (0 where the socket stays).
 */
public enum ErrorCode {
    BAD_MESSAGE(400, 4400),
    UNSUPPORTED(400, 4400),
    INVALID_OP(422, 0),
    NOT_JOINED(409, 0),
    SEQ_REUSED(409, 0),
    OUT_OF_ORDER(409, 0),
    BAD_BASE(409, 0),
    CONFLICT(409, 0),
    UNAUTHORIZED(401, 4401),
    FORBIDDEN(403, 4403),
    NOT_FOUND(404, 0),
    GONE(410, 0),
    TOO_LARGE(413, 1009),
    RATE_LIMITED(429, 4429),
    OVERLOADED(503, 1013),
    UNAVAILABLE(503, 1013);

    /** Close codes that no error message precedes. */
    public static final int CLOSE_NO_HELLO = 4408;

    public static final int CLOSE_RESTART = 1012;

    private final int status;
    private final int close;

    ErrorCode(int status, int close) {
        this.status = status;
        this.close = close;
    }

    public int status() {
        return status;
    }

    public int close() {
        return close;
    }

    /** The one total map from refusals to codes. */
    public static ErrorCode of(Refusal.Reason reason) {
        return switch (reason) {
            case INVALID -> INVALID_OP;
            case SEQ_REUSED -> SEQ_REUSED;
            case OUT_OF_ORDER -> OUT_OF_ORDER;
            case BAD_BASE -> BAD_BASE;
            case CONFLICT, PRECONDITION -> CONFLICT;
            case FORBIDDEN -> FORBIDDEN;
            case NOT_FOUND -> NOT_FOUND;
            case GONE -> GONE;
            case TOO_LARGE -> TOO_LARGE;
            case SUPERSEDED -> NOT_JOINED;
            case OVERLOADED -> OVERLOADED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
