package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonString;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
    private static final Attributes BOLD = Attributes.of(Map.of("bold", JsonBoolean.TRUE));
    private static final Embed IMAGE = new Embed("image", new JsonString("x"));

    @Test
    void theBuilderMergesEqualNeighboursAndDropsWhatDoesNothing() {
        Operation operation = Operation.builder()
                .retain(2)
                .retain(0)
                .retain(3)
                .insert("a")
                .insert("")
                .insert("b")
                .delete(1)
                .delete(2)
                .retain(4)
                .build();
        assertThat(operation)
                .isEqualTo(Operation.builder().retain(5).insert("ab").delete(3).build());
        assertThat(operation.size()).isEqualTo(3);
        assertThat(operation.baseLength()).isEqualTo(8);
        assertThat(operation.lengthChange()).isEqualTo(-1);
        assertThat(Operation.builder().retain(7).build()).isSameAs(Operation.EMPTY);
    }

    @Test
    void theBuilderPutsInsertsBeforeADelete() {
        Operation operation = Operation.builder()
                .insert("a")
                .delete(1)
                .insert("b")
                .insert(IMAGE, BOLD)
                .delete(1)
                .insert("c", BOLD)
                .build();
        assertThat(operation)
                .hasToString("[{\"insert\":\"ab\"},{\"insert\":{\"image\":\"x\"},\"attributes\":{\"bold\":true}},"
                        + "{\"insert\":\"c\",\"attributes\":{\"bold\":true}},{\"delete\":2}]");
    }

    @Test
    void embedsNeverMerge() {
        Operation operation = Operation.builder()
                .insert(IMAGE, Attributes.NONE)
                .insert(IMAGE, Attributes.NONE)
                .build();
        assertThat(operation.size()).isEqualTo(2);
        assertThat(operation.isPlain()).isFalse();
    }

    @Test
    void manyMergedTextsAreOneText() {
        OperationBuilder out = Operation.builder();
        for (int i = 0; i < 10_000; i++) {
            out.insert("abc");
        }
        Operation operation = out.build();
        assertThat(operation.size()).isEqualTo(1);
        assertThat(operation.text(0)).isEqualTo("abc".repeat(10_000));
    }

    @Test
    void theWeightGrowsWithWhatAnOperationHolds() {
        long small = Operation.insert(3, "a").weight();
        assertThat(small).isBetween(50L, 250L);
        assertThat(Operation.insert(3, "a".repeat(10_000)).weight()).isGreaterThan(10_000);
        assertThat(Operation.builder().insert("a", BOLD).build().weight()).isGreaterThan(small);
        assertThat(Operation.builder().insert(IMAGE, BOLD).build().weight()).isGreaterThan(small);
    }

    @Test
    void componentsAreReadByKind() {
        Operation operation = Operation.builder()
                .retain(1, BOLD)
                .insert("ab")
                .insert(IMAGE, Attributes.NONE)
                .delete(3)
                .build();
        assertThat(operation.kind(0)).isEqualTo(Kind.RETAIN);
        assertThat(operation.attributes(0)).isEqualTo(BOLD);
        assertThat(operation.kind(1)).isEqualTo(Kind.INSERT);
        assertThat(operation.text(1)).isEqualTo("ab");
        assertThat(operation.kind(2)).isEqualTo(Kind.EMBED);
        assertThat(operation.embed(2)).isEqualTo(IMAGE);
        assertThat(operation.kind(3)).isEqualTo(Kind.DELETE);
        assertThat(operation.length(3)).isEqualTo(3);
        assertThatThrownBy(() -> operation.text(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> operation.embed(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void badTextAndBadLengthsAreRefused() {
        refuses(OperationFault.BAD_TEXT, () -> Operation.insert(0, "\uD83D"));
        refuses(OperationFault.BAD_TEXT, () -> Operation.insert(0, "\uDE00\uD83D"));
        refuses(OperationFault.BAD_TEXT, () -> Operation.insert(0, "a\u0000"));
        refuses(OperationFault.BAD_LENGTH, () -> Operation.insert(-1, "a"));
        refuses(OperationFault.BAD_LENGTH, () -> Operation.delete(0, -1));
    }

    @Test
    void lengthsThatAddUpToMoreThanIntAreRefused() {
        int max = Integer.MAX_VALUE;
        assertThat(Operation.delete(0, max).baseLength()).isEqualTo(max);
        refuses(OperationFault.TOO_LONG, () -> Operation.builder().retain(max).retain(1));
        refuses(OperationFault.TOO_LONG, () -> Operation.builder().delete(max).delete(1));
        refuses(OperationFault.TOO_LONG, () -> Operation.delete(1, max));
        refuses(OperationFault.TOO_LONG, () -> Operation.insert(max, "a"));
        refuses(
                OperationFault.TOO_LONG,
                () -> Operation.insert(0, "abc").transform(Operation.delete(max - 1, 1), true));
    }

    @Test
    void namesThatAreDangerousInJavaScriptAreRefused() {
        for (String name : new String[] {"__proto__", "constructor", "prototype"}) {
            refuses(OperationFault.FORBIDDEN_KEY, () -> Attributes.of(Map.of(name, JsonBoolean.TRUE)));
            refuses(OperationFault.FORBIDDEN_KEY, () -> new Embed(name, JsonBoolean.TRUE));
        }
    }

    @Test
    void earlierTextStandsFirstWithPriority() {
        Operation a = Operation.insert(3, "a");
        Operation b = Operation.insert(3, "b");
        assertThat(a.transform(b, true)).isEqualTo(Operation.insert(4, "b"));
        assertThat(a.transform(b, false)).isEqualTo(b);
        assertThat(a.transformPosition(3, true)).isEqualTo(3);
        assertThat(a.transformPosition(3, false)).isEqualTo(4);
    }

    @Test
    void anOperationThatTransformsToNothingIsEmpty() {
        assertThat(Operation.delete(0, 5).transform(Operation.delete(1, 2), true))
                .isSameAs(Operation.EMPTY);
        assertThat(Operation.delete(0, 3).transform(Operation.insert(3, "x"), true))
                .isEqualTo(Operation.insert(0, "x"));
    }

    private static void refuses(OperationFault fault, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        OperationRefused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault));
    }
}
