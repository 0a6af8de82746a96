package io.akkord.json;

import java.math.BigInteger;

/**
 * The value of a number in a form that is the same for every spelling: {@code ±0.digits · 10^exponent} where the digits neither
 * start nor end with zero; zero has no digits, no sign and exponent 0. The exponent is never expanded into digits.
 */
record NumericValue(boolean negative, String digits, BigInteger exponent) {
    private static final NumericValue ZERO = new NumericValue(false, "", BigInteger.ZERO);

    /** @param text a number of the JSON grammar */
    static NumericValue of(String text) {
        int start = text.charAt(0) == '-' ? 1 : 0;
        int mantissaEnd = text.length();
        BigInteger exponent = BigInteger.ZERO;
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (mark >= 0) {
            mantissaEnd = mark;
            exponent = new BigInteger(text.substring(text.charAt(mark + 1) == '+' ? mark + 2 : mark + 1));
        }
        int point = text.indexOf('.');
        int wholeDigits = (point < 0 ? mantissaEnd : point) - start;
        String all = point < 0
                ? text.substring(start, mantissaEnd)
                : text.substring(start, point) + text.substring(point + 1, mantissaEnd);
        int from = 0;
        while (from < all.length() && all.charAt(from) == '0') {
            from++;
        }
        if (from == all.length()) {
            return ZERO;
        }
        int to = all.length();
        while (all.charAt(to - 1) == '0') {
            to--;
        }
        return new NumericValue(
                start == 1, all.substring(from, to), exponent.add(BigInteger.valueOf((long) wholeDigits - from)));
    }

    boolean isWithin(int places) {
        BigInteger bound = BigInteger.valueOf(places);
        BigInteger lowest = exponent.subtract(BigInteger.valueOf(digits.length()));
        return exponent.compareTo(bound) <= 0 && lowest.compareTo(bound.negate()) >= 0;
    }
}
