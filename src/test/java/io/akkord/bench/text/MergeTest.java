package io.akkord.bench.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.bench.text.Step.Insert;
import io.akkord.bench.text.Step.Keep;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The load tool's operations obey the laws, and agree with the server's although they share no code. */
class MergeTest {
    private static final int CASES = 20_000;

    @Test
    void two_sides_that_edit_at_once_converge() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String base = text(random, 12);
            TextOperation committed = edit(random, base);
            TextOperation own = edit(random, base);
            String server = apply(apply(base, committed), Merge.behind(committed, own));
            String client = apply(apply(base, own), Merge.onto(own, committed));
            assertThat(client).as("seed %d", seed).isEqualTo(server);
        }
    }

    @Test
    void composed_operations_do_what_they_do_one_after_the_other() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String base = text(random, 12);
            TextOperation first = edit(random, base);
            String between = apply(base, first);
            TextOperation second = edit(random, between);
            assertThat(apply(base, Merge.compose(first, second)))
                    .as("seed %d", seed)
                    .isEqualTo(apply(between, second));
        }
    }

    @Test
    void at_one_place_the_committed_insert_stands_first() {
        TextOperation committed = TextOperation.replace(1, 0, "X");
        TextOperation own = TextOperation.replace(1, 0, "y");
        assertThat(apply(apply("ab", committed), Merge.behind(committed, own))).isEqualTo("aXyb");
        assertThat(apply(apply("ab", own), Merge.onto(own, committed))).isEqualTo("aXyb");
    }

    @Test
    void operations_are_canonical() {
        assertThat(new Draft()
                        .delete(2)
                        .insert("a")
                        .insert("b")
                        .delete(1)
                        .keep(0)
                        .keep(4)
                        .finish())
                .isEqualTo(new Draft().insert("ab").delete(3).finish());
        assertThat(TextOperation.replace(3, 0, "").isNothing()).isTrue();
    }

    @Test
    void the_server_transforms_and_composes_alike() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String base = text(random, 12);
            TextOperation a = edit(random, base);
            TextOperation b = edit(random, base);
            TextOperation after = edit(random, apply(base, a));
            assertThat(theirs(Merge.behind(a, b)))
                    .as("seed %d", seed)
                    .isEqualTo(theirs(a).transform(theirs(b), true));
            assertThat(theirs(Merge.onto(a, b)))
                    .as("seed %d", seed)
                    .isEqualTo(theirs(a).transform(theirs(b), false));
            assertThat(theirs(Merge.compose(a, after)))
                    .as("seed %d", seed)
                    .isEqualTo(theirs(a).compose(theirs(after)));
        }
    }

    @Test
    void a_place_within_a_surrogate_pair_moves_before_it() {
        Text text = new Text("a\uD83D\uDE00b");
        assertThat(text.boundary(2)).isEqualTo(1);
        assertThat(text.boundary(3)).isEqualTo(3);
    }

    private static Operation theirs(TextOperation operation) {
        OperationBuilder builder = Operation.builder();
        for (Step step : operation.steps()) {
            if (step instanceof Insert insert) {
                builder.insert(insert.text());
            } else if (step instanceof Keep) {
                builder.retain(step.length());
            } else {
                builder.delete(step.length());
            }
        }
        return builder.build();
    }

    private static String apply(String base, TextOperation operation) {
        Text text = new Text(base);
        text.apply(operation);
        return text.toString();
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static TextOperation edit(Random random, String base) {
        Draft draft = new Draft();
        int at = 0;
        while (random.nextInt(5) > 0) {
            int step = Math.min(base.length() - at, random.nextInt(4));
            switch (random.nextInt(3)) {
                case 0 -> draft.insert(text(random, 3));
                case 1 -> {
                    draft.keep(step);
                    at += step;
                }
                default -> {
                    draft.delete(step);
                    at += step;
                }
            }
        }
        return draft.finish();
    }
}
