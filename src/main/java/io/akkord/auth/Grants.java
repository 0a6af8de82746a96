package io.akkord.auth;

import io.akkord.kind.KeyPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Levels by patterns over the paths of objects, such as {@code rooms/team-*}; {@code *} stands for any run of characters. Grants add
 * up: of all patterns that fit, the highest level counts.
 */
public final class Grants {
    /** The pattern that fits everything. */
    public static final String EVERYTHING = "*";

    public static final Grants NOTHING = new Grants(Map.of());

    public static final Grants ALL = new Grants(Map.of(EVERYTHING, Level.ADMIN));

    private static final int MOST = 100;
    private static final int MOST_STARS = 8;

    private record Grant(KeyPattern pattern, Level level) {}

    private final List<Grant> grants;
    private final Level everywhere;

    public Grants(Map<String, Level> byPattern) {
        List<Grant> sorted = new ArrayList<>();
        byPattern.forEach((pattern, level) -> {
            if (level != Level.NONE) {
                sorted.add(new Grant(KeyPattern.of(pattern), level));
            }
        });
        sorted.sort((a, b) -> b.level().compareTo(a.level()));
        this.grants = List.copyOf(sorted);
        this.everywhere = byPattern.getOrDefault(EVERYTHING, Level.NONE);
    }

    /**
     * What the claim {@code akkord} of a token grants: an object of patterns and levels. Nothing where there is none; a claim that is
     * not wholly understood is refused.
     */
    static Grants ofClaim(@Nullable Object claim) throws TokenRefused {
        if (claim == null) {
            return NOTHING;
        }
        if (!(claim instanceof Map<?, ?> map) || map.size() > MOST) {
            throw new TokenRefused("The grants of the token are not an object of " + MOST + " patterns at most.");
        }
        Map<String, Level> byPattern = new HashMap<>();
        for (Map.Entry<?, ?> grant : map.entrySet()) {
            if (!(grant.getKey() instanceof String pattern) || !isPattern(pattern)) {
                throw new TokenRefused("A pattern in the grants of the token is malformed.");
            }
            byPattern.put(pattern, levelOf(grant.getValue()));
        }
        return new Grants(byPattern);
    }

    private static boolean isPattern(String pattern) {
        return Words.isPattern(pattern) && pattern.chars().filter(c -> c == '*').count() <= MOST_STARS;
    }

    private static Level levelOf(@Nullable Object word) throws TokenRefused {
        for (Level level : Level.values()) {
            if (level != Level.NONE && level.label().equals(word)) {
                return level;
            }
        }
        throw new TokenRefused("The levels in the grants of a token are read, write and admin.");
    }

    /** The inverse of {@link #ofClaim}. */
    Map<String, String> toClaim() {
        Map<String, String> claim = new TreeMap<>();
        grants.forEach(grant -> claim.put(grant.pattern().text(), grant.level().label()));
        return claim;
    }

    public Level level(String path) {
        for (Grant grant : grants) {
            if (everywhere.covers(grant.level())) {
                return everywhere;
            }
            if (grant.pattern().matches(path)) {
                return grant.level();
            }
        }
        return everywhere;
    }

    /**
     * What follows {@code beginning} in every path that begins with it and for which some pattern may give the level: the texts before
     * the first star, sorted.
     */
    public SortedSet<String> prefixes(String beginning, Level needed) {
        SortedSet<String> prefixes = new TreeSet<>();
        for (Grant grant : grants) {
            String literal = grant.pattern().prefix();
            if (grant.level().covers(needed)) {
                if (literal.startsWith(beginning)) {
                    prefixes.add(literal.substring(beginning.length()));
                } else if (grant.pattern().hasStar() && beginning.startsWith(literal)) {
                    prefixes.add("");
                }
            }
        }
        return prefixes;
    }

    /** What holds for every object. */
    public Level everywhere() {
        return everywhere;
    }
}
