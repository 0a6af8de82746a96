package io.akkord.protocol;

import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an interest of what a JOIN says of it. */
final class InterestReader {
    static final String KEYS = "payload.keys must be a list of strings.";
    static final String PATTERNS = "payload.patterns must be a list of strings.";
    static final String EVENTS = "payload.events can only be \"entity\".";
    private static final String LENGTH = "Keys and patterns have 1 to 256 characters, and no control characters.";
    private static final String TOO_MANY = "A JOIN names at most 1,000 keys and patterns.";
    private static final String TOO_ALIKE = "At most 32 patterns of a JOIN may begin alike before their first star.";

    private InterestReader() {}

    /** Nulls are for what was not said; who says neither is interested in everything. */
    static Interest of(@Nullable List<String> keys, @Nullable List<String> patterns) throws WireRefusal {
        if (keys == null && patterns == null) {
            return Interest.ALL;
        }
        List<String> named = check(keys);
        List<String> like = check(patterns);
        if (named.size() + like.size() > Interest.MOST) {
            throw new WireRefusal(ErrorCode.TOO_LARGE, TOO_MANY);
        }
        List<KeyPattern> distinct = like.stream().distinct().map(KeyPattern::of).toList();
        if (alike(distinct) > Interest.MOST_ALIKE) {
            throw new WireRefusal(ErrorCode.TOO_LARGE, TOO_ALIKE);
        }
        return Interest.in(new HashSet<>(named), distinct);
    }

    /** How many of the patterns with a star one key can begin as, at most. */
    private static int alike(List<KeyPattern> patterns) {
        List<String> prefixes = patterns.stream()
                .filter(KeyPattern::hasStar)
                .map(KeyPattern::prefix)
                .sorted()
                .toList();
        Deque<String> begun = new ArrayDeque<>();
        int most = 0;
        for (String prefix : prefixes) {
            while (!begun.isEmpty() && !prefix.startsWith(begun.peek())) {
                begun.pop();
            }
            begun.push(prefix);
            most = Math.max(most, begun.size());
        }
        return most;
    }

    private static List<String> check(@Nullable List<String> names) throws WireRefusal {
        if (names == null) {
            return List.of();
        }
        for (String name : names) {
            if (name.isEmpty()
                    || name.length() > Interest.LONGEST
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new WireRefusal(ErrorCode.BAD_MESSAGE, LENGTH);
            }
        }
        return names;
    }
}
