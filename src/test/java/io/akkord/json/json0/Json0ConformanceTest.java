package io.akkord.json.json0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.ConformanceFiles;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of npm ot-json0 1.1.0: the same input gives the same result. */
class Json0ConformanceTest {
    @ParameterizedTest
    @ValueSource(strings = {"object", "list", "text0", "number", "text", "mixed"})
    void operationsGiveTheResultsOfOtJson0(String profile) {
        List<JsonObject> cases = ConformanceFiles.lines("json0/" + profile + ".cases.jsonl.gz");
        List<JsonObject> results = ConformanceFiles.lines("json0/" + profile + ".expected.jsonl.gz");
        assertThat(cases).hasSize(500).hasSameSizeAs(results);
        for (int i = 0; i < cases.size(); i++) {
            assertSameResults(cases.get(i), results.get(i));
        }
    }

    /** Where both forms of string edits meet ot-json0 itself fails; both being text0 here, all goes well. */
    @ParameterizedTest
    @ValueSource(strings = "textmix")
    void bothFormsOfStringEditsOnOneStringConverge(String profile) {
        for (JsonObject given : ConformanceFiles.lines("json0/" + profile + ".cases.jsonl.gz")) {
            assertConverges(
                    id(given),
                    field(given, "doc"),
                    StringEdits.read(field(given, "a")),
                    StringEdits.read(field(given, "b")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "mixed", "textmix"})
    void theOlderFormOfStringEditsIsRefused(String profile) {
        int refused = 0;
        for (JsonObject given : ConformanceFiles.lines("json0/" + profile + ".cases.jsonl.gz")) {
            JsonObject a = new JsonObject(Map.of("a", field(given, "a")));
            if (StringEdits.anyIn(a)) {
                assertThatThrownBy(() -> Json0Form.read(field(a, "a"))).hasMessage(Json0Fault.STRING_EDIT.reason());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static void assertSameResults(JsonObject given, JsonObject expected) {
        String id = id(given);
        assertThat(id(expected)).isEqualTo(id);
        JsonValue doc = field(given, "doc");
        Json0Operation a = StringEdits.read(field(given, "a"));
        Json0Operation b = StringEdits.read(field(given, "b"));
        Json0Operation c = StringEdits.read(field(given, "c"));
        JsonValue afterA = a.apply(doc);
        assertThat(afterA).as(id).isEqualTo(expected.get("apply_a"));
        assertThat(b.apply(doc)).as(id).isEqualTo(expected.get("apply_b"));
        assertThat(c.apply(afterA)).as(id).isEqualTo(expected.get("apply_a_c"));
        assertThat(a.compose(c).apply(doc)).as(id).isEqualTo(expected.get("apply_composed"));
        assertThat(a.transform(b, Side.LEFT).apply(afterA)).as(id).isEqualTo(expected.get("converged"));
        assertSame(expected, "compose_a_c", a.compose(c));
        assertSame(expected, "b_left", a.transform(b, Side.LEFT));
        assertSame(expected, "b_right", a.transform(b, Side.RIGHT));
        assertSame(expected, "a_left", b.transform(a, Side.LEFT));
        assertSame(expected, "a_right", b.transform(a, Side.RIGHT));
        assertSame(expected, "invert_a", a.invert());
        assertSame(expected, "normalize_a", a.normalize());
        assertThat(a.invert().apply(afterA).equals(doc)).as(id).isEqualTo(isTrue(expected, "undo_restores"));
        assertThat(expected.get("tp1")).as(id).isEqualTo(JsonBoolean.TRUE);
        assertConverges(id, doc, a, b);
    }

    private static void assertConverges(String id, JsonValue doc, Json0Operation a, Json0Operation b) {
        assertThat(a.transform(b, Side.LEFT).apply(a.apply(doc)))
                .as(id)
                .isEqualTo(b.transform(a, Side.RIGHT).apply(b.apply(doc)));
    }

    private static void assertSame(JsonObject expected, String name, Json0Operation result) {
        JsonValue json = field(expected, name);
        boolean older = StringEdits.anyIn(expected);
        assertThat(older ? StringEdits.merged(result) : Json0Form.write(result))
                .as("%s %s", id(expected), name)
                .isEqualTo(older ? StringEdits.merged(StringEdits.read(json)) : json);
    }

    private static boolean isTrue(JsonObject expected, String name) {
        return JsonBoolean.TRUE.equals(expected.get(name));
    }

    private static String id(JsonObject line) {
        return ((JsonString) field(line, "id")).value();
    }

    private static JsonValue field(JsonObject line, String name) {
        return Objects.requireNonNull(line.get(name));
    }
}
