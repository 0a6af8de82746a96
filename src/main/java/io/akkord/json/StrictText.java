package io.akkord.json;

/** The rule for every text that is taken in: whole code points only, and no U+0000. */
public final class StrictText {
    private StrictText() {}

    /** Whether every surrogate of the text is half of a pair and no character is U+0000. */
    public static boolean accepts(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
