package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationFault;
import io.akkord.ot.OperationRefused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of npm quill-delta 5.1.0: the same input gives the same result, or is refused for a reason. */
class DeltaConformanceTest {
    @ParameterizedTest
    @ValueSource(strings = {"ascii", "bmp", "astral", "rich", "embed", "mixed"})
    void canonicalOperationsGiveTheResultsOfQuillDelta(String profile) {
        List<Vectors.Vector> vectors = Vectors.delta(profile);
        assertThat(vectors).hasSize(500);
        vectors.forEach(DeltaConformanceTest::assertSameResults);
    }

    @Test
    void operationsThatSplitASurrogatePairAreRefusedAndTheOthersGiveTheResultsOfQuillDelta() {
        int refused = 0;
        for (Vectors.Vector vector : Vectors.delta("split")) {
            Optional<OperationFault> fault = fault(vector);
            boolean splits = PairSplits.any(vector.given());
            assertThat(fault.isPresent()).as(vector.id()).isEqualTo(splits);
            if (fault.isPresent()) {
                assertThat(fault.get()).as(vector.id()).isIn(OperationFault.SPLITS_PAIR, OperationFault.BAD_TEXT);
                refused++;
            } else {
                assertSameResults(vector);
            }
        }
        assertThat(refused).isBetween(50, 450);
    }

    @Test
    void operationsThatAreNotCanonicalAreRefusedOnTheWireAndCanonicalisedElsewhere() {
        int refused = 0;
        for (Vectors.Vector vector : Vectors.delta("raw")) {
            JsonNode given = vector.given();
            Document doc = Deltas.document(given.get("doc"));
            for (String name : List.of("a", "b", "c")) {
                Operation canonical = Deltas.lenient(given.get(name));
                if (Deltas.json(canonical).equals(given.get(name))) {
                    assertThat(Deltas.strict(given.get(name))).as(vector.id()).isEqualTo(canonical);
                } else {
                    assertThatThrownBy(() -> Deltas.strict(given.get(name)))
                            .as(vector.id() + " " + name)
                            .isInstanceOf(OperationRefused.class)
                            .hasMessageContaining("not canonical");
                    refused++;
                }
            }
            // The spelling changes neither what an operation does nor what takes it back.
            Operation a = Deltas.lenient(given.get("a"));
            Operation b = Deltas.lenient(given.get("b"));
            Operation c = Deltas.lenient(given.get("c"));
            JsonNode expected = vector.expected();
            assertSame(vector, "apply_a", doc.apply(a).toOperation());
            assertSame(vector, "apply_b", doc.apply(b).toOperation());
            assertThat(doc.apply(a.compose(c)))
                    .as(vector.id())
                    .isEqualTo(doc.apply(Deltas.lenient(expected.get("compose_a_c"))));
            assertThat(doc.apply(a).apply(a.invert(doc))).as(vector.id()).isEqualTo(doc);
        }
        assertThat(refused).isGreaterThan(500);
    }

    private static void assertSameResults(Vectors.Vector vector) {
        JsonNode given = vector.given();
        Document doc = Deltas.document(given.get("doc"));
        Operation a = Deltas.strict(given.get("a"));
        Operation b = Deltas.strict(given.get("b"));
        Operation c = Deltas.strict(given.get("c"));
        assertThat(doc.check(a)).as(vector.id()).isEmpty();
        assertThat(doc.check(b)).as(vector.id()).isEmpty();
        assertThat(doc.apply(a).check(c)).as(vector.id()).isEmpty();
        assertSame(vector, "apply_a", doc.apply(a).toOperation());
        assertSame(vector, "apply_b", doc.apply(b).toOperation());
        assertSame(vector, "compose_a_c", a.compose(c));
        assertSame(vector, "b_over_a_pri", a.transform(b, true));
        assertSame(vector, "b_over_a", a.transform(b, false));
        assertSame(vector, "a_over_b_pri", b.transform(a, true));
        assertSame(vector, "a_over_b", b.transform(a, false));
        assertSame(vector, "invert_a", a.invert(doc));
        assertSame(vector, "converged", doc.apply(a).apply(a.transform(b, true)).toOperation());
        JsonNode expected = vector.expected();
        assertThat(doc.apply(b).apply(b.transform(a, false)).equals(doc.apply(a).apply(a.transform(b, true))))
                .as(vector.id())
                .isEqualTo(expected.get("tp1").asBoolean());
        assertThat(doc.apply(a).apply(a.invert(doc)).equals(doc))
                .as(vector.id())
                .isEqualTo(expected.get("undo_restores").asBoolean());
        assertThat(a.lengthChange())
                .as(vector.id())
                .isEqualTo(expected.get("change_length_a").asInt());
        JsonNode positions = given.get("positions");
        for (int i = 0; i < positions.size(); i++) {
            int position = positions.get(i).asInt();
            assertThat(a.transformPosition(position, true))
                    .as(vector.id())
                    .isEqualTo(expected.get("pos_a_pri").get(i).asInt());
            assertThat(a.transformPosition(position, false))
                    .as(vector.id())
                    .isEqualTo(expected.get("pos_a").get(i).asInt());
        }
    }

    private static void assertSame(Vectors.Vector vector, String name, Operation result) {
        assertThat(Deltas.json(result))
                .as("%s %s", vector.id(), name)
                .isEqualTo(vector.expected().get(name));
    }

    private static Optional<OperationFault> fault(Vectors.Vector vector) {
        try {
            JsonNode given = vector.given();
            Document doc = Deltas.document(given.get("doc"));
            Operation a = Deltas.strict(given.get("a"));
            Operation b = Deltas.strict(given.get("b"));
            Operation c = Deltas.strict(given.get("c"));
            return doc.check(a).or(() -> doc.check(b)).or(() -> doc.apply(a).check(c));
        } catch (OperationRefused refused) {
            return Optional.of(refused.fault());
        }
    }
}
