package io.akkord.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grants against the same rules written down as regular expressions, on random patterns and paths of few letters. */
class GrantsLawsTest {
    private static final int CASES = 3_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private String letters(String alphabet, int most) {
        return random.ints(random.nextInt(most + 1), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private String path() {
        return (random.nextBoolean() ? "rooms/" : "namespaces/") + letters("ab.", 5);
    }

    private String pattern() {
        return switch (random.nextInt(4)) {
            case 0 -> "*";
            case 1 -> letters("ab*/.", 6);
            case 2 -> path();
            default -> (random.nextBoolean() ? "rooms/" : "namespaces/") + letters("ab*.", 5);
        };
    }

    private Map<String, Level> grants() {
        Map<String, Level> grants = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            grants.put(pattern(), Level.values()[random.nextInt(4)]);
        }
        return grants;
    }

    private static boolean fits(String pattern, String path) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(expression, path);
    }

    private static Level expected(Map<String, Level> grants, String path) {
        Level highest = Level.NONE;
        for (Map.Entry<String, Level> grant : grants.entrySet()) {
            if (fits(grant.getKey(), path) && !highest.covers(grant.getValue())) {
                highest = grant.getValue();
            }
        }
        return highest;
    }

    @Test
    void theHighestLevelOfThePatternsThatFitCounts() {
        for (int i = 0; i < CASES; i++) {
            Map<String, Level> byPattern = grants();
            Grants grants = new Grants(byPattern);
            for (int j = 0; j < 5; j++) {
                String path = path();
                assertThat(grants.level(path))
                        .as("seed %s: %s of %s", seed, path, byPattern)
                        .isEqualTo(expected(byPattern, path));
            }
        }
    }

    @Test
    void oneGrantMoreNeverTakesAnythingAway() {
        for (int i = 0; i < CASES; i++) {
            Map<String, Level> less = grants();
            Map<String, Level> more = new HashMap<>(less);
            more.putIfAbsent(pattern(), Level.values()[random.nextInt(4)]);
            String path = path();
            assertThat(new Grants(more).level(path).covers(new Grants(less).level(path)))
                    .as("seed %s: %s of %s and %s", seed, path, less, more)
                    .isTrue();
        }
    }

    @Test
    void whateverIsReadableBeginsWithOneOfThePrefixes() {
        for (int i = 0; i < CASES; i++) {
            Map<String, Level> byPattern = grants();
            Grants grants = new Grants(byPattern);
            String path = path();
            String beginning = path.substring(0, path.indexOf('/') + 1);
            if (grants.level(path).covers(Level.READ)) {
                assertThat(grants.prefixes(beginning, Level.READ))
                        .as("seed %s: %s of %s", seed, path, byPattern)
                        .anyMatch(prefix -> path.startsWith(beginning + prefix));
            }
        }
    }

    @Test
    void aClaimIsReadAsItWasWritten() throws TokenRefused {
        for (int i = 0; i < CASES; i++) {
            Map<String, Level> byPattern = grants();
            byPattern.remove("");
            Grants grants = new Grants(byPattern);
            Grants again = Grants.ofClaim(grants.toClaim());
            List<String> paths = new ArrayList<>(List.of(path(), path(), path()));
            for (String path : paths) {
                assertThat(again.level(path))
                        .as("seed %s: %s of %s", seed, path, byPattern)
                        .isEqualTo(grants.level(path));
            }
            assertThat(again.everywhere()).isEqualTo(grants.everywhere());
        }
    }
}
