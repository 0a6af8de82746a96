package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.StrictText;
import org.junit.jupiter.api.Test;

/** What must hold for every document and every valid operation, on random data. */
class LawsTest {
    /** Per law; the soak profile takes twenty times as many. */
    private static final int CASES = Boolean.getBoolean("akkord.soak") ? 2_000_000 : 100_000;

    @Test
    void applyingGivesWhatTheModelGives() {
        Laws.hold(CASES, c -> {
            same(PlainModel.of(c.doc().apply(c.a())), PlainModel.of(c.doc()).apply(c.a()));
            same(c.doc().apply(c.a()).length(), c.doc().length() + c.a().lengthChange());
        });
    }

    @Test
    void twoConcurrentOperationsConvergeInEitherOrder() {
        Laws.hold(
                CASES,
                c -> same(
                        c.doc().apply(c.a()).apply(c.a().transform(c.b(), true)),
                        c.doc().apply(c.b()).apply(c.b().transform(c.a(), false))));
    }

    @Test
    void aClientWithAPendingOperationConvergesWithAServerThatCommitsTwoOthers() {
        Laws.hold(CASES, c -> {
            Operation onServer = c.c().transform(c.a().transform(c.b(), true), true);
            Operation pending = c.a().transform(c.b(), true);
            same(
                    c.doc().apply(c.a()).apply(c.c()).apply(onServer),
                    c.doc().apply(c.b()).apply(c.b().transform(c.a(), false)).apply(pending.transform(c.c(), false)));
        });
    }

    @Test
    void composingIsApplyingInSequence() {
        Laws.hold(
                CASES,
                c -> same(
                        c.doc().apply(c.a().compose(c.c())),
                        c.doc().apply(c.a()).apply(c.c())));
    }

    @Test
    void composingIsAssociative() {
        Laws.hold(CASES, c -> {
            Operation document = c.doc().toOperation();
            same(document.compose(c.a()).compose(c.c()), document.compose(c.a().compose(c.c())));
            same(document.compose(c.a()), c.doc().apply(c.a()).toOperation());
        });
    }

    @Test
    void invertingRestoresTheDocument() {
        Laws.hold(CASES, c -> same(c.doc().apply(c.a()).apply(c.a().invert(c.doc())), c.doc()));
    }

    @Test
    void aPositionMovesAsTextInsertedThereWould() {
        Laws.hold(CASES, c -> {
            Operation mark = Operation.insert(c.at(), "x");
            for (boolean priority : new boolean[] {true, false}) {
                Operation moved = c.a().transform(mark, priority);
                int expected = moved.size() == 1 ? 0 : moved.length(0);
                same(c.a().transformPosition(c.at(), !priority), expected);
            }
        });
    }

    @Test
    void whatIsMadeOfValidOperationsIsValidAndCanonical() {
        Laws.hold(CASES, c -> {
            Document afterA = c.doc().apply(c.a());
            sound(c.doc(), c.a());
            sound(c.doc(), c.b());
            sound(afterA, c.c());
            sound(afterA, c.a().transform(c.b(), true));
            sound(afterA, c.a().transform(c.b(), false));
            sound(afterA, c.a().invert(c.doc()));
            sound(c.doc(), c.a().compose(c.c()));
            sound(afterA, afterA.diff(c.doc()));
        });
    }

    @Test
    void theDifferenceTurnsOneDocumentIntoTheOther() {
        Laws.hold(CASES, c -> {
            Document after = c.doc().apply(c.a()).apply(c.c());
            same(c.doc().apply(c.doc().diff(after)), after);
            same(after.diff(after), Operation.EMPTY);
        });
    }

    @Test
    void equalDocumentsAreEqualHoweverTheyCameAbout() {
        Laws.hold(CASES, c -> {
            Document edited = c.doc().apply(c.a());
            Document fresh = Document.of(edited.toOperation());
            same(fresh, edited);
            same(fresh.hashCode(), edited.hashCode());
            same(fresh.text(), edited.text());
            same(edited.equals(c.doc()), PlainModel.of(edited).equals(PlainModel.of(c.doc())));
        });
    }

    @Test
    void anOperationThatReachesPastTheEndIsRefused() {
        Laws.hold(CASES, c -> {
            Operation tooFar = Operation.builder()
                    .retain(c.doc().length())
                    .insert("x")
                    .delete(1 + c.at())
                    .build();
            same(c.doc().check(tooFar).orElseThrow(), OperationFault.PAST_END);
            assertThatThrownBy(() -> c.doc().apply(tooFar)).isInstanceOf(OperationRefused.class);
            assertThatThrownBy(() -> tooFar.invert(c.doc())).isInstanceOf(OperationRefused.class);
        });
    }

    @Test
    void aFailingLawIsReportedWithItsSeedAndASmallCase() {
        assertThatThrownBy(() -> Laws.hold(1_000, c -> same(c.a().isEmpty(), true)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed ")
                .hasMessageContaining("doc []");
    }

    private static void sound(Document document, Operation operation) {
        same(document.check(operation).isEmpty(), true);
        same(Canonical.breach(operation), "");
        RopeShape.verify(document.apply(operation));
        assertThat(StrictText.accepts(document.apply(operation).text())).isTrue();
    }

    private static void same(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("%s%n  is not%n  %s".formatted(actual, expected));
        }
    }
}
