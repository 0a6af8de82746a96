package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonBoolean;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RopeTest {
    private static final int TEN_MEBI = 10 << 20;

    @Test
    void tenMebiUnitsStayBalancedUnderRandomEditsAndEqualTheModel() {
        Random random = new Random(2026);
        StringBuilder model = new StringBuilder(TEN_MEBI + 100_000);
        while (model.length() < TEN_MEBI) {
            model.append((char) ('a' + random.nextInt(26)));
        }
        Document document = Document.ofText(model.toString());
        for (int i = 0; i < 2_000; i++) {
            int at = random.nextInt(model.length() - 20_000);
            int kind = random.nextInt(20);
            if (kind < 10) {
                String text = kind == 0 ? "中文".repeat(random.nextInt(2_000)) : "word".substring(random.nextInt(4));
                document = document.apply(Operation.insert(at, text));
                model.insert(at, text);
            } else {
                int length = kind == 19 ? random.nextInt(20_000) : 1 + random.nextInt(10);
                document = document.apply(Operation.delete(at, length));
                model.delete(at, at + length);
            }
            int sample = random.nextInt(model.length() - 100);
            assertThat(document.text(sample, sample + 100)).isEqualTo(model.substring(sample, sample + 100));
            assertThat(document.charAt(sample)).isEqualTo(model.charAt(sample));
        }
        RopeShape.verify(document);
        assertThat(RopeShape.height(document)).isLessThanOrEqualTo(6);
        assertThat(document.text()).isEqualTo(model.toString());
        assertThat(document).isEqualTo(Document.ofText(model.toString()));
    }

    @Test
    void aDocumentThatIsTypedAndErasedLeavesNoDebris() {
        Document document = Document.ofText("a".repeat(200_000));
        Random random = new Random(7);
        while (document.length() > 2_000) {
            document = document.apply(Operation.delete(random.nextInt(document.length() - 10), 1 + random.nextInt(10)));
        }
        RopeShape.verify(document);
        assertThat(RopeShape.leaves(document)).isLessThan(60);
        assertThat(document.weight()).isLessThan(12_000);
    }

    @Test
    void aKeystrokeSharesAllButOnePathWithTheVersionBefore() {
        Document before = Document.ofText("a".repeat(1 << 20));
        Document after = before.apply(Operation.insert(500_000, "x"));
        assertThat(RopeShape.newNodes(before, after)).isLessThanOrEqualTo(RopeShape.height(before) + 1);
        Document shorter = before.apply(Operation.delete(500_000, 1));
        assertThat(RopeShape.newNodes(before, shorter)).isLessThanOrEqualTo(RopeShape.height(before) + 1);
        assertThat(before.text()).isEqualTo("a".repeat(1 << 20));
    }

    @Test
    void aLargeDeletionSharesWhatStays() {
        Document before = Document.ofText("a".repeat(1 << 20));
        Document after = before.apply(Operation.delete(100, (1 << 20) - 200));
        assertThat(after.length()).isEqualTo(200);
        Document half = before.apply(Operation.delete(1 << 19, 1 << 18));
        assertThat(RopeShape.newNodes(before, half)).isLessThan(30);
    }

    @Test
    void latinTextTakesAboutOneByteAUnitAndOtherTextTwo() {
        assertThat(Document.ofText("a".repeat(1 << 20)).weight()).isBetween(1L << 20, (1L << 20) * 3 / 2);
        assertThat(Document.ofText("中".repeat(1 << 20)).weight()).isBetween(2L << 20, (2L << 20) * 3 / 2);
        Attributes bold = Attributes.of(Map.of("bold", JsonBoolean.TRUE));
        Document rich = Document.of(Operation.builder().insert("a", bold).build());
        assertThat(rich.weight()).isGreaterThan(Document.ofText("a").weight());
    }

    @Test
    void aHundredThousandRunsStayBalanced() {
        Attributes bold = Attributes.of(Map.of("bold", JsonBoolean.TRUE));
        OperationBuilder runs = Operation.builder();
        for (int i = 0; i < 100_000; i++) {
            runs.insert("ab").insert("c", bold);
        }
        Operation inserts = runs.build();
        Document document = Document.of(inserts);
        RopeShape.verify(document);
        assertThat(document.toOperation()).isEqualTo(inserts);
        OperationBuilder format = Operation.builder();
        for (int i = 0; i < 10_000; i++) {
            format.retain(5).retain(3, bold);
        }
        Document formatted = document.apply(format.build());
        RopeShape.verify(formatted);
        assertThat(formatted.text()).isEqualTo(document.text());
    }

    @Test
    void randomRichEditsOfALongDocumentGiveWhatTheModelGives() {
        for (int round = 0; round < 4; round++) {
            Operation inserts = Operation.EMPTY;
            for (int i = 0; i < 100; i++) {
                Document piece = new RandomEdits(round * 1_000L + i, 12, true).document();
                inserts = inserts.compose(piece.toOperation());
            }
            Document document = Document.of(inserts);
            PlainModel model = PlainModel.of(document);
            for (int i = 0; i < 400; i++) {
                RandomEdits random = new RandomEdits(round * 1_000L + i, 1 + i % 12, true);
                Operation operation = random.operation(document, random.position(document));
                document = document.apply(operation);
                model = model.apply(operation);
                RopeShape.verify(document);
            }
            assertThat(PlainModel.of(document)).isEqualTo(model);
            assertThat(RopeShape.leaves(document)).isGreaterThan(100);
        }
    }
}
