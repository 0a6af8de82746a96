package io.akkord.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/**
 * {@link JsonLimits} in the form jackson-core asks while it reads, with the reason kept as a value. Tolerant ones hold only what is read
 * as a value to the limits of values.
 */
final class ReadConstraints extends StreamReadConstraints {
    /** A limit was passed; says which one. */
    static final class LimitExceeded extends StreamConstraintsException {
        private final JsonFault.Reason reason;

        LimitExceeded(JsonFault.Reason reason) {
            super(reason.sentence());
            this.reason = reason;
        }

        JsonFault.Reason reason() {
            return reason;
        }
    }

    /** jackson-core counts a name in bytes of UTF-8, rounded up to four, where it reads those. */
    private static final long BYTES_OF_A_UNIT = 4;

    private static final JsonLimits NONE = new JsonLimits(
            JsonValue.MAX_DEPTH, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final JsonLimits limits;
    private final boolean tolerant;

    ReadConstraints(JsonLimits limits, boolean tolerant) {
        super(
                tolerant ? JsonValue.MAX_DEPTH : limits.depth(),
                limits.documentBytes(),
                tolerant ? Integer.MAX_VALUE : limits.numberDigits(),
                limits.stringLength(),
                tolerant ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, BYTES_OF_A_UNIT * limits.nameLength()),
                DEFAULT_MAX_TOKEN_COUNT);
        this.limits = limits;
        this.tolerant = tolerant;
    }

    /** What values that are read from the parser must keep to. */
    static JsonLimits limits(JsonParser parser) {
        return parser.streamReadConstraints() instanceof ReadConstraints constraints ? constraints.limits : NONE;
    }

    static boolean isTolerant(JsonParser parser) {
        return parser.streamReadConstraints() instanceof ReadConstraints constraints && constraints.tolerant;
    }

    @Override
    public void validateNestingDepth(int depth) throws StreamConstraintsException {
        atMost(_maxNestingDepth, depth, JsonFault.Reason.TOO_DEEP);
    }

    @Override
    public void validateDocumentLength(long length) throws StreamConstraintsException {
        atMost(_maxDocLen, length, JsonFault.Reason.TOO_LARGE);
    }

    @Override
    public void validateFPLength(int length) throws StreamConstraintsException {
        atMost(_maxNumLen, length, JsonFault.Reason.NUMBER_TOO_LONG);
    }

    @Override
    public void validateIntegerLength(int length) throws StreamConstraintsException {
        atMost(_maxNumLen, length, JsonFault.Reason.NUMBER_TOO_LONG);
    }

    @Override
    public void validateStringLength(int length) throws StreamConstraintsException {
        atMost(_maxStringLen, length, JsonFault.Reason.STRING_TOO_LONG);
    }

    @Override
    public void validateNameLength(int length) throws StreamConstraintsException {
        atMost(_maxNameLen, length, JsonFault.Reason.NAME_TOO_LONG);
    }

    private static void atMost(long limit, long length, JsonFault.Reason reason) throws StreamConstraintsException {
        if (length > limit) {
            throw new LimitExceeded(reason);
        }
    }
}
