package io.akkord.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashTreeTest {
    /** Few names, many of which share their hash, or its low bits. */
    private static List<String> names(Random random) {
        List<String> names = new ArrayList<>(List.of("", "a", "AaAa", "AaBB", "BBAa", "BBBB", "Aa", "BB", "\0"));
        for (int i = 0; i < 40; i++) {
            StringBuilder colliding = new StringBuilder();
            for (int j = 0; j < 5; j++) {
                colliding.append(random.nextBoolean() ? "Aa" : "BB");
            }
            names.add(colliding.toString());
            names.add("key-" + i);
        }
        return names;
    }

    private static void check(String what, HashTree<Integer> tree, Map<String, Integer> model, List<String> names) {
        assertThat(tree.size()).as(what).isEqualTo(model.size());
        for (String name : names) {
            assertThat(tree.get(name)).as(what).isEqualTo(model.get(name));
        }
    }

    @Test
    void itHoldsWhatAMapHoldsAndEarlierTreesStayAsTheyWere() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> names = names(random);
            Map<String, Integer> model = new HashMap<>();
            HashTree<Integer> tree = HashTree.empty();
            Map<String, Integer> earlierModel = Map.of();
            HashTree<Integer> earlier = tree;
            int removals = 1 + random.nextInt(8);
            for (int i = 0; i < 400; i++) {
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(10) < removals) {
                    model.remove(name);
                    tree = tree.without(name);
                } else {
                    model.put(name, i);
                    tree = tree.with(name, i);
                }
                if (random.nextInt(100) == 0) {
                    earlierModel = new HashMap<>(model);
                    earlier = tree;
                }
                if (i % 20 == 0) {
                    check("seed " + seed + ", step " + i, tree, model, names);
                    check("seed " + seed + ", before " + i, earlier, earlierModel, names);
                }
            }
            for (String name : names) {
                tree = tree.without(name);
            }
            check("seed " + seed, tree, Map.of(), names);
        }
    }

    @Test
    void manyKeysOfOneHashAreFoundAsFastAsOthers() {
        HashTree<Integer> tree = HashTree.empty();
        int count = 1 << 14;
        for (int i = 0; i < count; i++) {
            tree = tree.with(colliding(i), i);
        }
        assertThat(tree.size()).isEqualTo(count);
        assertThat(colliding(0).hashCode()).isEqualTo(colliding(count - 1).hashCode());
        for (int i = 0; i < count; i++) {
            assertThat(tree.get(colliding(i))).isEqualTo(i);
        }
    }

    private static String colliding(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            key.append((number >>> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }
}
