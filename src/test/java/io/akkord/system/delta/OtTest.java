package io.akkord.system.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The laws that make the tests' own transform fit to judge the server's. */
class OtTest {
    private static final int CASES = 20_000;

    @Test
    void both_orders_of_two_concurrent_edits_end_in_the_same_document() {
        forEachCase((seed, type, doc, edits) -> {
            Delta first = edits.next(doc, "<1>");
            Delta second = edits.next(doc, "<2>");
            Doc left = applied(doc, first, Ot.transform(first, second, true));
            Doc right = applied(doc, second, Ot.transform(second, first, false));
            assertThat(left.content()).as("seed %s, %s", seed, type).isEqualTo(right.content());
        });
    }

    @Test
    void a_composed_edit_does_what_its_parts_do() {
        forEachCase((seed, type, doc, edits) -> {
            Delta first = edits.next(doc, "<1>");
            Doc between = applied(doc, first);
            Delta second = edits.next(between, "<2>");
            Doc sequence = applied(doc, first, second);
            Doc composed = applied(doc, Ot.compose(first, second));
            assertThat(composed.content()).as("seed %s, %s", seed, type).isEqualTo(sequence.content());
        });
    }

    @Test
    void a_difference_leads_from_one_text_to_the_other() {
        forEachCase((seed, type, doc, edits) -> {
            Doc other = applied(doc, edits.next(doc, "<1>"));
            PlainDoc from = new PlainDoc(doc.text());
            from.apply(Ot.difference(doc.text(), other.text()));
            assertThat(from.text()).as("seed %s", seed).isEqualTo(other.text());
        });
    }

    @Test
    void what_is_written_as_json_is_read_back_equal_and_canonical() {
        forEachCase((seed, type, doc, edits) -> {
            Delta op = edits.next(doc, "<1>");
            assertThat(Delta.parse(op.toJson())).as("seed %s", seed).isEqualTo(op);
            assertThat(Delta.isCanonical(op.toJson())).as("seed %s", seed).isTrue();
        });
    }

    private interface Case {
        void check(long seed, String type, Doc doc, RandomEdits edits);
    }

    private static void forEachCase(Case law) {
        for (long seed = 0; seed < CASES; seed++) {
            boolean rich = seed % 2 == 1;
            RandomEdits edits = new RandomEdits(new Random(seed), rich);
            String type = rich ? "rich-text" : "text";
            Doc doc = Doc.of(type, Delta.NOTHING);
            for (int i = 0; i < 6; i++) {
                doc.apply(edits.next(doc, "" + i));
            }
            law.check(seed, type, doc, edits);
        }
    }

    private static Doc applied(Doc doc, Delta... ops) {
        Doc copy = doc.copy();
        for (Delta op : ops) {
            copy.apply(op);
        }
        return copy;
    }
}
