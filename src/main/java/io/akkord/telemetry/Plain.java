package io.akkord.telemetry;

/** Text on one line that does nothing to a terminal: control characters and what turns lines around as escapes. */
final class Plain {
    private Plain() {}

    static String of(String text) {
        int i = 0;
        while (i < text.length() && !isOdd(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isOdd(c)) {
                plain.append(c == '\n' ? "\\n" : String.format("\\u%04x", (int) c));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isOdd(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
