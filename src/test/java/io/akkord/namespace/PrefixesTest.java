package io.akkord.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixesTest {
    @Test
    void aTextIsFoundByAnyOfItsPrefixes() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Prefixes prefixes = new Prefixes();
            List<String> all = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                String prefix = text(random);
                all.add(prefix);
                prefixes.add(prefix);
            }
            for (int i = 0; i < 30; i++) {
                String text = text(random);
                assertThat(prefixes.beginOf(text))
                        .as("%s in %s", text, all)
                        .isEqualTo(all.stream().anyMatch(text::startsWith));
            }
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, 3)
                .mapToObj(i -> "a:b".substring(i, i + 1))
                .reduce("", String::concat);
    }
}
