package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonString;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final Attributes BOLD = Attributes.of(Map.of("bold", JsonBoolean.TRUE));
    private static final Embed IMAGE = new Embed("image", new JsonString("http://x/1"));

    @Test
    void anEmbedIsOneUnitAndHasNoText() {
        Document document = Document.of(Operation.builder()
                .insert("ab")
                .insert(IMAGE, Attributes.NONE)
                .insert("c", BOLD)
                .build());
        assertThat(document.length()).isEqualTo(4);
        assertThat(document.text()).isEqualTo("abc");
        assertThat(document.charAt(2)).isEqualTo('\uFFFC');
        assertThat(document.text(1, 4)).isEqualTo("bc");
        assertThat(document.isPlain()).isFalse();
    }

    @Test
    void aTextThatHoldsTheSignOfAnEmbedIsStillText() {
        Document text = Document.ofText("\uFFFC");
        Document embed =
                Document.of(Operation.builder().insert(IMAGE, Attributes.NONE).build());
        assertThat(text).isNotEqualTo(embed);
        assertThat(text.text()).isEqualTo("\uFFFC");
        assertThat(text.isPlain()).isTrue();
        assertThat(text.apply(text.diff(embed))).isEqualTo(embed);
    }

    @Test
    void aDocumentIsPlainAgainWhenItsLastAttributeIsGone() {
        Attributes noBold = Attributes.of(Map.of("bold", JsonNull.INSTANCE));
        Document bold = Document.ofText("a".repeat(5_000))
                .apply(Operation.builder().retain(1_000).retain(2_000, BOLD).build());
        assertThat(bold.isPlain()).isFalse();
        Document plain = bold.apply(Operation.builder().retain(5_000, noBold).build());
        assertThat(plain.isPlain()).isTrue();
        assertThat(plain).isEqualTo(Document.ofText("a".repeat(5_000)));
    }

    @Test
    void aBoundaryInsideASurrogatePairIsFound() {
        Document document = Document.ofText("a😀b");
        assertThat(document.check(Operation.insert(2, "x"))).contains(OperationFault.SPLITS_PAIR);
        assertThat(document.check(Operation.delete(1, 1))).contains(OperationFault.SPLITS_PAIR);
        assertThat(document.check(Operation.delete(2, 1))).contains(OperationFault.SPLITS_PAIR);
        assertThat(document.check(Operation.builder().retain(2, BOLD).build())).contains(OperationFault.SPLITS_PAIR);
        assertThat(document.check(Operation.delete(1, 2))).isEmpty();
        assertThat(document.check(Operation.insert(4, "x"))).isEmpty();
    }

    @Test
    void aDocumentCannotGrowBeyondTheRangeOfInt() {
        Document document = Document.ofText("ab");
        Operation huge = new Operation(new int[] {Integer.MAX_VALUE}, new Object[] {"x"}, null, 0, Integer.MAX_VALUE);
        assertThat(document.check(huge)).contains(OperationFault.TOO_LONG);
        assertThatThrownBy(() -> document.apply(huge)).isInstanceOf(OperationRefused.class);
    }

    @Test
    void onlyInsertsMakeADocument() {
        assertThatThrownBy(() -> Document.of(Operation.delete(0, 1)))
                .isInstanceOf(OperationRefused.class)
                .hasMessage(OperationFault.NOT_A_DOCUMENT.reason());
        assertThatThrownBy(() -> Document.ofText("\uD83D")).isInstanceOf(OperationRefused.class);
    }

    @Test
    void positionsOutsideAreRefused() {
        Document document = Document.ofText("abc");
        assertThatThrownBy(() -> document.charAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> document.charAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> document.text(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> document.text(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void piecesOfARunNeverEndInsideASurrogatePair() {
        Document document = Document.ofText("a" + "😀".repeat(10_000));
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            document = document.apply(
                    random.nextBoolean()
                            ? Operation.insert(1 + 2 * random.nextInt(9_000), "😀")
                            : Operation.delete(1 + 2 * random.nextInt(9_000), 2));
        }
        document.forEachRun(new RunVisitor() {
            @Override
            public void text(String text, Attributes attributes) {
                assertThat(Character.isLowSurrogate(text.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
                        .isFalse();
            }

            @Override
            public void embed(Embed embed, Attributes attributes) {}
        });
    }

    @Test
    void theDifferenceKeepsTheCommonBeginningAndEnd() {
        assertThat(diff("hello world", "hello brave world")).isEqualTo(Operation.insert(6, "brave "));
        assertThat(diff("hello brave world", "hello world")).isEqualTo(Operation.delete(6, 6));
        assertThat(diff("aaa", "aaaa")).isEqualTo(Operation.insert(3, "a"));
        assertThat(diff("abc", "axc"))
                .isEqualTo(Operation.builder().retain(1).insert("x").delete(1).build());
        assertThat(diff("", "x")).isEqualTo(Operation.insert(0, "x"));
        assertThat(diff("x", "")).isEqualTo(Operation.delete(0, 1));
    }

    @Test
    void theDifferenceNeverCutsASurrogatePair() {
        // These two share their high surrogate, the next two their low one.
        assertThat(diff("a😀b", "a😁b"))
                .isEqualTo(Operation.builder().retain(1).insert("😁").delete(2).build());
        assertThat(diff("a\uD83D\uDE00b", "a\uD83C\uDE00b"))
                .isEqualTo(Operation.builder()
                        .retain(1)
                        .insert("\uD83C\uDE00")
                        .delete(2)
                        .build());
        assertThat(diff("😀", "😀😀")).isEqualTo(Operation.insert(2, "😀"));
    }

    @Test
    void theDifferenceKeepsTextWhoseAttributesAloneChange() {
        Document before =
                Document.of(Operation.builder().insert("ab").insert("cd", BOLD).build());
        Document after =
                Document.of(Operation.builder().insert("a").insert("bcd", BOLD).build());
        assertThat(before.diff(after))
                .isEqualTo(Operation.builder().retain(1).retain(1, BOLD).build());
    }

    @Test
    void numbersThatAreEqualAreEqualAttributes() {
        Attributes one = Attributes.of(Map.of("size", new JsonNumber("1")));
        Attributes alsoOne = Attributes.of(Map.of("size", new JsonNumber("1.0")));
        Operation merged =
                Operation.builder().insert("a", one).insert("b", alsoOne).build();
        assertThat(merged.size()).isEqualTo(1);
    }

    private static Operation diff(String before, String after) {
        return Document.ofText(before).diff(Document.ofText(after));
    }
}
