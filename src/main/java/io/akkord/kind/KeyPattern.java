package io.akkord.kind;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern over keys: {@code *} stands for any run of characters, also none; nothing else is special. Matching takes time linear in
 * the lengths of pattern and key, whatever they are: what stands between two stars is looked for once, from left to right, by Knuth,
 * Morris and Pratt.
 */
public final class KeyPattern {
    private final String text;
    private final boolean hasStar;
    private final String prefix;
    private final String suffix;
    private final List<Literal> between;

    private KeyPattern(String text) {
        this.text = text;
        int first = text.indexOf('*');
        int last = text.lastIndexOf('*');
        this.hasStar = first >= 0;
        this.prefix = hasStar ? text.substring(0, first) : text;
        this.suffix = hasStar ? text.substring(last + 1) : "";
        List<Literal> literals = new ArrayList<>();
        for (int from = first + 1; from <= last && hasStar; ) {
            int to = text.indexOf('*', from);
            if (to > from) {
                literals.add(new Literal(text.substring(from, to)));
            }
            from = to + 1;
        }
        this.between = List.copyOf(literals);
    }

    public static KeyPattern of(String text) {
        return new KeyPattern(text);
    }

    /** As it was given. */
    public String text() {
        return text;
    }

    /** What every key that matches begins with. */
    public String prefix() {
        return prefix;
    }

    /** Whether it can match more than one key. */
    public boolean hasStar() {
        return hasStar;
    }

    public boolean matches(String key) {
        if (!hasStar) {
            return key.equals(text);
        }
        int end = key.length() - suffix.length();
        if (end < prefix.length() || !key.startsWith(prefix) || !key.endsWith(suffix)) {
            return false;
        }
        int at = prefix.length();
        for (Literal literal : between) {
            at = literal.behindFirst(key, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class Literal {
        private final String text;

        /** For each place, how much of the text is still matched where the character behind it does not fit. */
        private final int[] fallback;

        Literal(String text) {
            this.text = text;
            this.fallback = new int[text.length()];
            int matched = 0;
            for (int i = 1; i < text.length(); i++) {
                while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
                    matched = fallback[matched - 1];
                }
                if (text.charAt(i) == text.charAt(matched)) {
                    matched++;
                }
                fallback[i] = matched;
            }
        }

        /** The place behind the first occurrence within these bounds; -1 for none. */
        int behindFirst(String key, int from, int to) {
            int matched = 0;
            for (int i = from; i < to; i++) {
                while (matched > 0 && key.charAt(i) != text.charAt(matched)) {
                    matched = fallback[matched - 1];
                }
                if (key.charAt(i) == text.charAt(matched)) {
                    matched++;
                }
                if (matched == text.length()) {
                    return i + 1;
                }
            }
            return -1;
        }
    }
}
