package io.akkord.json.json0;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every document and every operation that fits it, on random data. */
class Json0LawsTest {
    /** Per law; the soak profile takes twenty times as many. */
    private static final int CASES = Boolean.getBoolean("akkord.soak") ? 2_000_000 : 100_000;

    /** {@code a} and {@code b} are concurrent changes of {@code doc}, {@code c} follows {@code a}. */
    private record Case(JsonValue doc, Json0Operation a, Json0Operation b, Json0Operation c) {
        static Case of(long seed) {
            RandomOperations random = new RandomOperations(new Random(seed));
            int most = 1 + (int) (seed % 4);
            JsonValue doc = seed % 3 == 0 ? random.list() : random.document();
            Json0Operation a = random.operation(doc, most);
            return new Case(doc, a, random.operation(doc, most), random.operation(a.apply(doc), most));
        }
    }

    private interface Law {
        void check(Case c);
    }

    @Test
    void twoConcurrentOperationsConvergeInEitherOrder() {
        hold(c -> same(
                c.a().transform(c.b(), Side.LEFT).apply(c.a().apply(c.doc())),
                c.b().transform(c.a(), Side.RIGHT).apply(c.b().apply(c.doc()))));
    }

    @Test
    void aClientWithAPendingOperationConvergesWithAServerThatCommitsTwoOthers() {
        hold(c -> {
            Json0Operation overA = c.a().transform(c.b(), Side.LEFT);
            Json0Operation pendingOverA = c.b().transform(c.a(), Side.RIGHT);
            same(
                    c.c().transform(overA, Side.LEFT).apply(c.c().apply(c.a().apply(c.doc()))),
                    overA.transform(c.c(), Side.RIGHT).apply(pendingOverA.apply(c.b().apply(c.doc()))));
        });
    }

    @Test
    void composingIsApplyingInSequence() {
        hold(c -> same(c.a().compose(c.c()).apply(c.doc()), c.c().apply(c.a().apply(c.doc()))));
    }

    @Test
    void normalizingChangesNothingThatAnOperationDoes() {
        hold(c -> same(c.a().normalize().apply(c.doc()), c.a().apply(c.doc())));
    }

    @Test
    void invertingRestoresTheDocument() {
        hold(c -> {
            same(c.a().invert().apply(c.a().apply(c.doc())), c.doc());
            Json0Operation both = c.a().compose(c.c());
            same(both.invert().apply(both.apply(c.doc())), c.doc());
        });
    }

    @Test
    void aTransformedOperationCanBeTakenBack() {
        hold(c -> {
            JsonValue afterA = c.a().apply(c.doc());
            Json0Operation transformed = c.a().transform(c.b(), Side.LEFT);
            same(transformed.invert().apply(transformed.apply(afterA)), afterA);
        });
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        hold(c -> {
            JsonArray written = Json0Form.write(c.a());
            same(Json0Form.read(written), c.a());
            same(JsonText.parse(written.toString(), JsonLimits.DEFAULT), written);
        });
    }

    private static void hold(Law law) {
        for (long seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            try {
                law.check(c);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed %d%n  %s".formatted(seed, smaller(law, c)), failure);
            }
        }
    }

    /** A failing case with a short text, looked for among other seeds. */
    private static Case smaller(Law law, Case failing) {
        Case smallest = failing;
        for (long seed = 0; seed < CASES; seed++) {
            Case c = Case.of(seed);
            if (c.toString().length() < smallest.toString().length()) {
                try {
                    law.check(c);
                } catch (RuntimeException | AssertionError failure) {
                    smallest = c;
                }
            }
        }
        return smallest;
    }

    private static void same(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("%s%n  is not%n  %s".formatted(actual, expected));
        }
    }
}
