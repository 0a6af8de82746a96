package io.akkord.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;

/** Spells doubles as JavaScript does: the fewest digits that are read as the same double, and of those the nearest to it. */
final class DoubleText {
    /** Integers up to here are spelled as they are. */
    private static final double MAX_SAFE = 1L << 53;

    private static final MathContext ONE_DIGIT = new MathContext(1);

    private DoubleText() {}

    /** @param value that is finite; zero has no sign */
    static String of(double value) {
        if (Math.abs(value) <= MAX_SAFE && value == Math.rint(value)) {
            return Long.toString((long) value);
        }
        BigDecimal digits = fewest(value);
        int point = digits.precision() - digits.scale();
        return point > -6 && point <= 21
                ? digits.toPlainString()
                : digits.toString().replace('E', 'e');
    }

    /** What Java specifies since 19 has never fewer than two digits. */
    private static BigDecimal fewest(double value) {
        BigDecimal digits = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        BigDecimal one = digits.round(ONE_DIGIT).stripTrailingZeros();
        return one.doubleValue() == value ? one : digits;
    }
}
