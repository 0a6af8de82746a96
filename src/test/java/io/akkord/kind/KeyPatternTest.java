package io.akkord.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyPatternTest {
    private static boolean matches(String pattern, String key) {
        return KeyPattern.of(pattern).matches(key);
    }

    @Test
    void aStarStandsForAnyRunOfCharactersAndNothingElseIsSpecial() {
        assertThat(matches("cart:*", "cart:")).isTrue();
        assertThat(matches("cart:*", "cart:1:2")).isTrue();
        assertThat(matches("cart:*", "cart")).isFalse();
        assertThat(matches("*:theme", "user:theme")).isTrue();
        assertThat(matches("*:theme", "user:themes")).isFalse();
        assertThat(matches("a*b*c", "abc")).isTrue();
        assertThat(matches("a*b*c", "axxbyyc")).isTrue();
        assertThat(matches("a*b*c", "acb")).isFalse();
        assertThat(matches("*", "")).isTrue();
        assertThat(matches("**", "anything")).isTrue();
        assertThat(matches("ab*ba", "aba")).isFalse();
        assertThat(matches("plain", "plain")).isTrue();
        assertThat(matches("plain", "plainer")).isFalse();
        for (String special : new String[] {"a.c", "a?c", "a[b]c", "a\\*", "(a|b)", "a+", "^a$"}) {
            assertThat(matches(special, "abc")).as(special).isFalse();
            assertThat(matches(special.replace("*", ""), special.replace("*", "")))
                    .isTrue();
        }
    }

    @Test
    void itMatchesWhatTheObviousMatcherMatches() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                String pattern = word(random, "ab*", 8);
                String key = word(random, "ab", 12);
                assertThat(matches(pattern, key))
                        .as("seed %d: %s over %s", seed, pattern, key)
                        .isEqualTo(obvious(pattern, key));
            }
        }
    }

    private static String word(Random random, String letters, int most) {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static boolean obvious(String pattern, String key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return obvious(pattern.substring(1), key) || (!key.isEmpty() && obvious(pattern, key.substring(1)));
        }
        return !key.isEmpty() && key.charAt(0) == pattern.charAt(0) && obvious(pattern.substring(1), key.substring(1));
    }

    @Test
    void whatEveryMatchBeginsWithStandsBeforeTheFirstStar() {
        assertThat(KeyPattern.of("cart:*:x*").prefix()).isEqualTo("cart:");
        assertThat(KeyPattern.of("*x").prefix()).isEmpty();
        assertThat(KeyPattern.of("plain").prefix()).isEqualTo("plain");
    }

    @Test
    void anEntityIsAKeyWithATypeAndAnId() {
        assertThat(EntityKey.of("user/7")).contains(new EntityKey("user", "7"));
        assertThat(EntityKey.of("user/7/x")).contains(new EntityKey("user", "7/x"));
        for (String none : new String[] {"user", "user/", "/7", "/", ""}) {
            assertThat(EntityKey.of(none)).isEmpty();
        }
    }
}
