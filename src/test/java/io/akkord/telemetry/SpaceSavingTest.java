package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpaceSavingTest {
    private static final int CAPACITY = 50;

    /** A stream of keys, some of which come much more often than others. */
    private static List<Integer> stream(Random random, int length, int keys, double skew) {
        return random.doubles(length)
                .mapToObj(u -> (int) (keys * Math.pow(u, skew)))
                .toList();
    }

    @Test
    void itShowsNoMoreThanThereWasAndLacksNoMoreThanItSaysWhateverTheStream() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double skew = 1 + random.nextDouble() * 8;
            int length = random.nextInt(20_000);
            SpaceSaving<Integer> sketch = new SpaceSaving<>(CAPACITY);
            Map<Integer, Long> truth = new HashMap<>();
            for (int key : stream(random, length, 1 + random.nextInt(2_000), skew)) {
                int times = 1 + random.nextInt(3);
                boolean reads = random.nextBoolean();
                sketch.add(key, reads ? times : 0, reads ? 0 : times);
                truth.merge(key, (long) times, Long::sum);
            }
            long all = truth.values().stream().mapToLong(n -> n).sum();
            long bound = all / CAPACITY;
            Map<Integer, SpaceSaving.Count<Integer>> counts =
                    sketch.counts().stream().collect(Collectors.toMap(SpaceSaving.Count::key, count -> count));
            String what = "seed " + seed;
            assertThat(sketch.counted()).as(what).isEqualTo(all);
            assertThat(counts).as(what).hasSizeLessThanOrEqualTo(CAPACITY);
            counts.forEach((key, count) -> {
                assertThat(count.total()).as(what).isLessThanOrEqualTo(truth.get(key));
                assertThat(count.total() + count.missed()).as(what).isGreaterThanOrEqualTo(truth.get(key));
                assertThat(count.missed()).as(what).isLessThanOrEqualTo(bound);
            });
            truth.forEach((key, times) -> {
                if (times > bound) {
                    assertThat(counts).as(what).containsKey(key);
                }
            });
        }
    }

    @Test
    void withAPlaceForEachKeyItIsExactAndTellsReadsFromWrites() {
        SpaceSaving<String> sketch = new SpaceSaving<>(3);
        sketch.add("a", 5, 0);
        sketch.add("b", 0, 7);
        sketch.add("c", 1, 1);
        sketch.add("a", 0, 2);
        assertThat(sketch.counts())
                .containsExactlyInAnyOrder(
                        new SpaceSaving.Count<>("a", 5, 2, 0),
                        new SpaceSaving.Count<>("b", 0, 7, 0),
                        new SpaceSaving.Count<>("c", 1, 1, 0));
    }

    @Test
    void aFewHotKeysAreFoundAmongManyThatComeOnce() {
        SpaceSaving<Integer> sketch = new SpaceSaving<>(CAPACITY);
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            int hot = random.nextInt(100);
            sketch.add(hot < 30 ? hot / 10 : 1_000 + i, 0, 1);
        }
        assertThat(sketch.counts().stream()
                        .sorted(Comparator.comparingLong(SpaceSaving.Count<Integer>::total)
                                .reversed())
                        .limit(3)
                        .map(SpaceSaving.Count::key))
                .containsExactlyInAnyOrder(0, 1, 2);
    }
}
