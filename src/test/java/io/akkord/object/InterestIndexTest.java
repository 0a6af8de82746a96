package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterestIndexTest {
    private final InterestIndex<String> index = new InterestIndex<>();

    private Set<String> find(String topic) {
        Set<String> found = new HashSet<>();
        index.find(topic, found::add);
        return found;
    }

    private static Interest interest(Set<String> keys, String... patterns) {
        return Interest.in(keys, List.of(patterns).stream().map(KeyPattern::of).toList());
    }

    @Test
    void itFindsExactlyThoseWhoAreInterested() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Map<String, Interest> all = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                String who = "w" + random.nextInt(20);
                Interest before = all.remove(who);
                if (before != null) {
                    index.remove(before, who);
                } else {
                    Interest fresh = interest(Set.of(word(random, "ab")), word(random, "ab*"), word(random, "ab*"));
                    all.put(who, fresh);
                    index.add(fresh, who);
                }
                String topic = word(random, "ab");
                Set<String> expected = new HashSet<>(all.keySet());
                expected.removeIf(one -> !all.get(one).covers(topic));
                assertThat(find(topic))
                        .as("seed %d, %s of %s", seed, topic, all)
                        .isEqualTo(expected);
            }
            all.forEach((who, one) -> index.remove(one, who));
            assertThat(index.isEmpty()).isTrue();
            assertThat(find("a")).isEmpty();
        }
    }

    private static String word(Random random, String letters) {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(5); left >= 0; left--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void aTopicCostsNothingForThoseWhoAskedForOthers() {
        for (int i = 0; i < 300; i++) {
            index.add(interest(Set.of("score:" + i), "user:" + i + ":*"), "w" + i);
        }
        List<String> named = new ArrayList<>();
        index.find("score:17", named::add);
        index.find("user:17:name", named::add);
        assertThat(named).containsExactly("w17", "w17");
        assertThat(tried("score:17")).isZero();
        assertThat(tried("user:17:name")).isEqualTo(1);
        assertThat(tried("user:300:name")).isZero();
    }

    private int tried(String topic) {
        int[] count = {0};
        index.candidates(topic, (pattern, who) -> count[0]++);
        return count[0];
    }

    @Test
    void aPatternThatManyGaveIsTriedOnce() {
        for (int i = 0; i < 300; i++) {
            index.add(interest(Set.of(), "user:*"), "w" + i);
        }
        assertThat(tried("user:1")).isEqualTo(1);
        assertThat(find("user:1")).hasSize(300);
    }

    @Test
    void aStarAloneFitsEveryKey() {
        index.add(interest(Set.of(), "*"), "w");
        assertThat(find("key")).containsExactly("w");
        assertThat(find("")).containsExactly("w");
    }
}
