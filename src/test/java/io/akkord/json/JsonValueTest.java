package io.akkord.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1, 1e0",
        "1, 10e-1",
        "100, 1E+2",
        "0.5, 5e-1",
        "0, -0",
        "0, 0.000e99",
        "-1.50, -15E-1",
        "120, 12.0e1"
    })
    void numbersOfTheSameValueAreEqual(String a, String b) {
        assertThat(new JsonNumber(a)).isEqualTo(new JsonNumber(b)).hasSameHashCodeAs(new JsonNumber(b));
        assertThat(new JsonNumber(a)).hasToString(a);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, -1", "1, 10", "0.1, 0.10000000000000000001", "1e1000000000, 1e1000000001", "12, 1.2"})
    void numbersOfDifferentValueAreNotEqual(String a, String b) {
        assertThat(new JsonNumber(a)).isNotEqualTo(new JsonNumber(b));
    }

    @Test
    void hugeExponentsAreComparedCheaply() {
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            JsonNumber huge = new JsonNumber("1e999999999999999999999999999999");
            JsonNumber same = new JsonNumber("10e999999999999999999999999999998");
            assertThat(huge).isEqualTo(same).hasSameHashCodeAs(same);
            assertThat(new JsonNumber("1e-999999999")).isNotEqualTo(new JsonNumber("1e-999999998"));
            assertThat(huge.doubleValue()).isInfinite();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "01", "-01", "1.", ".1", "1e", "1e+", "+1", "NaN", "0x1", "1 ", "1_0", "١"})
    void aNumberOutsideTheGrammarCannotBeMade(String text) {
        assertThatThrownBy(() -> new JsonNumber(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectsAreEqualWhateverTheirOrderAndKeepIt() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("z", JsonNumber.of(1));
        members.put("a", JsonNull.INSTANCE);
        JsonObject object = new JsonObject(members);
        assertThat(object).hasToString("{\"z\":1,\"a\":null}");
        JsonObject other = new JsonObject(Map.of("a", JsonNull.INSTANCE, "z", new JsonNumber("1.0")));
        assertThat(object).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(object.get("a")).isSameAs(JsonNull.INSTANCE);
        assertThat(object.get("b")).isNull();
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        Map<String, JsonValue> members = new LinkedHashMap<>(Map.of("a", JsonBoolean.TRUE));
        List<JsonValue> items = new ArrayList<>(List.of(JsonBoolean.TRUE));
        JsonObject object = new JsonObject(members);
        JsonArray array = new JsonArray(items);
        members.put("b", JsonBoolean.FALSE);
        items.add(JsonBoolean.FALSE);
        assertThat(object).hasToString("{\"a\":true}");
        assertThat(array).hasToString("[true]");
        assertThatThrownBy(() -> object.members().put("b", JsonNull.INSTANCE))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().entrySet().iterator().next().setValue(JsonNull.INSTANCE))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> array.items().add(JsonNull.INSTANCE))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void limitsThatMakeNoSenseCannotBeMade() {
        assertThatThrownBy(() -> new JsonLimits(0, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1_001, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonLimits(1, 1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
