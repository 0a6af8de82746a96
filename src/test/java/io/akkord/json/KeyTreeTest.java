package io.akkord.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class KeyTreeTest {
    private static final int LARGE = 100_000;

    @Test
    void itDoesWhatASortedMapDoesAndLeavesOlderVersionsAlone() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TreeMap<String, Integer> model = new TreeMap<>();
            KeyTree<Integer> tree = KeyTree.empty();
            KeyTree<Integer> snapshot = tree;
            Map<String, Integer> then = Map.of();
            for (int step = 0; step < 300; step++) {
                String key = key(random);
                if (random.nextInt(3) > 0) {
                    model.put(key, step);
                    tree = tree.with(key, step);
                } else {
                    model.remove(key);
                    tree = tree.without(key);
                }
                if (step == 150) {
                    snapshot = tree;
                    then = new TreeMap<>(model);
                }
            }
            assertThat(tree.entries()).as("seed %d", seed).isEqualTo(model);
            assertThat(List.copyOf(tree.entries().keySet())).isEqualTo(List.copyOf(model.keySet()));
            assertThat(snapshot.entries()).isEqualTo(then);
            assertThat(KeyTree.of(model)).isEqualTo(tree).hasSameHashCodeAs(tree);
            String prefix = key(random);
            TreeMap<String, Integer> expected = new TreeMap<>(model);
            expected.keySet().removeIf(k -> !k.startsWith(prefix));
            assertThat(tree.startingWith(prefix).entries()).as("seed %d", seed).isEqualTo(expected);
            assertThat(pages(tree, prefix, 1 + random.nextInt(5)))
                    .as("seed %d", seed)
                    .isEqualTo(List.copyOf(expected.entrySet()));
        }
    }

    @Test
    void aPrefixMayEndWithTheHighestCharacter() {
        KeyTree<Integer> tree = KeyTree.<Integer>empty()
                .with("a\uFFFF", 1)
                .with("a\uFFFFb", 2)
                .with("b", 3)
                .with("\uFFFF", 4);
        assertThat(tree.startingWith("a\uFFFF").entries()).containsOnlyKeys("a\uFFFF", "a\uFFFFb");
        assertThat(tree.startingWith("\uFFFF").entries()).containsOnlyKeys("\uFFFF");
        assertThat(tree.startingWith("").entries()).hasSize(4);
    }

    @Test
    void aPageBeginsBehindAKeyThatNeedNotBeThere() {
        KeyTree<Integer> tree =
                KeyTree.<Integer>empty().with("a:1", 1).with("a:3", 3).with("b:1", 4);
        assertThat(tree.page("a:", Optional.of("a:2"), 5).entries()).containsExactly(Map.entry("a:3", 3));
        assertThat(tree.page("a:", Optional.of("a:3"), 5).entries()).isEmpty();
        assertThat(tree.page("a:", Optional.of("z"), 5).entries()).isEmpty();
        assertThat(tree.page("b:", Optional.of("a"), 5).entries()).containsExactly(Map.entry("b:1", 4));
        assertThat(tree.page("a:", Optional.empty(), 2).more()).isFalse();
        assertThat(tree.page("a:", Optional.empty(), 1).more()).isTrue();
    }

    /** Counted in bytes of garbage, which tell how many nodes were copied: time would say less and flicker. */
    @Test
    void whatIsDoneToAHundredThousandKeysCopiesOnePathOfTheTree() {
        TreeMap<String, Integer> sorted = new TreeMap<>();
        for (int i = 0; i < LARGE; i++) {
            sorted.put("mfe" + i % 100 + ":item:" + i, i);
        }
        KeyTree<Integer> tree = KeyTree.of(sorted);
        assertThat(garbage(i -> tree.with("mfe42:item:" + i, i))).isLessThan(3_000);
        assertThat(garbage(i -> tree.with("new:" + i, i))).isLessThan(3_000);
        assertThat(garbage(i -> tree.without("mfe42:item:" + (100 * i + 42)))).isLessThan(3_000);
        assertThat(garbage(i -> tree.startingWith("mfe" + i + ":"))).isLessThan(6_000);
        assertThat(garbage(i -> tree.page("mfe42:", Optional.of("mfe42:item:" + i), 100)))
                .isLessThan(12_000);
        assertThat(tree.entries()).isEqualTo(sorted);
    }

    /** Bytes that a step allocates, on average. */
    private static long garbage(IntFunction<Object> step) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int steps = 500;
        Object[] results = new Object[steps];
        results[0] = step.apply(0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < steps; i++) {
            results[i] = step.apply(i);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / steps;
    }

    @Test
    void aMapSortedByAnotherOrderIsRefused() {
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
        assertThatThrownBy(() -> KeyTree.of(backwards)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Map.Entry<String, Integer>> pages(KeyTree<Integer> tree, String prefix, int limit) {
        List<Map.Entry<String, Integer>> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (true) {
            KeyTree.Page<Integer> page = tree.page(prefix, after, limit);
            all.addAll(page.entries());
            if (!page.more()) {
                return all;
            }
            assertThat(page.entries()).hasSize(limit);
            after = Optional.of(page.entries().get(limit - 1).getKey());
        }
    }

    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            key.append("ab:\uFFFFé".charAt(random.nextInt(5)));
        }
        return key.toString();
    }
}
