package io.akkord.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final JsonLimits SMALL = new JsonLimits(3, 5, 8, 4, 60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "\"\"",
                "\"a\\\"\\\\\\n😀\"",
                "0",
                "-0",
                "1.50",
                "1E+400",
                "123456789012345678901234567890",
                "[]",
                "{}",
                "[1,[2,{\"b\":null,\"a\":[]}]]"
            })
    void whatIsWrittenIsWhatWasRead(String json) {
        JsonValue value = parse(json);
        assertThat(value).hasToString(json);
        assertThat(new String(JsonText.toBytes(value), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(JsonText.parse(json, JsonLimits.DEFAULT)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MALFORMED      | [1",
                "MALFORMED      | [1,]",
                "MALFORMED      | {'a' 1}",
                "MALFORMED      | {a:1}",
                "MALFORMED      | `'a`",
                "MALFORMED      | `'\t'`",
                "MALFORMED      | `'\\x'`",
                "MALFORMED      | 01",
                "MALFORMED      | +1",
                "MALFORMED      | .5",
                "MALFORMED      | 1.",
                "MALFORMED      | NaN",
                "MALFORMED      | [Infinity]",
                "MALFORMED      | tru",
                "MALFORMED      | /* comment */ 1",
                "MALFORMED      | }",
                "TRAILING       | {} {}",
                "TRAILING       | 1 2",
                "TRAILING       | [] 'a'",
                "DUPLICATE_NAME | {'a':1,'b':2,'a':3}",
                "DUPLICATE_NAME | {'a':1,'\\u0061':3}",
                "DUPLICATE_NAME | [{'x':{'a':1,'a':1}}]",
                "BAD_TEXT       | `'\\ud83d'`",
                "BAD_TEXT       | `'\\ude00\\ud83d'`",
                "BAD_TEXT       | `'a\\ud83db'`",
                "BAD_TEXT       | `'\\u0000'`",
                "BAD_TEXT       | {'a\\u0000':1}",
            })
    void whatIsNotStrictJsonIsRefused(JsonFault.Reason reason, String json) {
        assertRefused(reason, json.replace('\'', '"'));
    }

    @Test
    void aNameWithAnUnpairedSurrogateIsRefused() {
        String json = "{\"\\ud83d\":1}";
        assertThatThrownBy(() -> parse(json)).isInstanceOf(JsonFault.class);
        assertThatThrownBy(() -> JsonText.parse(json, JsonLimits.DEFAULT)).isInstanceOf(JsonFault.class);
    }

    @Test
    void nothingAtAllIsRefused() {
        assertRefused(JsonFault.Reason.MALFORMED, "");
        assertRefused(JsonFault.Reason.MALFORMED, "  \n");
        assertRefused(JsonFault.Reason.MALFORMED, "[1] x");
    }

    @Test
    void malformedUtf8IsRefused() {
        int[][] sequences = {
            {0x80},
            {0xC3},
            {0xC3, 0x28},
            {0xC0, 0x80},
            {0xC1, 0x81},
            {0xE0, 0x80, 0x80},
            {0xE2, 0x82},
            {0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80},
            {0xF0, 0x80, 0x80, 0x80},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF5, 0x80, 0x80, 0x80},
            {0xFF}
        };
        for (int[] sequence : sequences) {
            byte[] json = new byte[sequence.length + 2];
            json[0] = '"';
            json[json.length - 1] = '"';
            for (int i = 0; i < sequence.length; i++) {
                json[i + 1] = (byte) sequence[i];
            }
            assertRefused(JsonFault.Reason.BAD_UTF8, json);
            assertThatThrownBy(() -> {
                        try (JsonParser parser =
                                JsonText.factory(JsonLimits.DEFAULT).createParser(new ByteArrayInputStream(json))) {
                            JsonText.parse(parser);
                        }
                    })
                    .isInstanceOfSatisfying(
                            JsonFault.class, fault -> assertThat(fault.reason()).isEqualTo(JsonFault.Reason.BAD_UTF8));
        }
    }

    @Test
    void everyCodePointPassesAsUtf8() {
        StringBuilder all = new StringBuilder();
        for (int c = 0x20; c <= Character.MAX_CODE_POINT; c += c < 0x10000 ? 1 : 97) {
            if (c != '"' && c != '\\' && (c < 0xD800 || c > 0xDFFF)) {
                all.appendCodePoint(c);
            }
        }
        JsonString value = new JsonString(all.toString());
        assertThat(JsonText.parse(JsonText.toBytes(value), JsonLimits.DEFAULT)).isEqualTo(value);
    }

    @Test
    void otherEncodingsAreRefused() {
        assertRefused(JsonFault.Reason.MALFORMED, "[1]".getBytes(StandardCharsets.UTF_16BE));
        assertRefused(JsonFault.Reason.MALFORMED, "\uFEFF[1]".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void limitsAreExact() {
        assertAccepted("[[[]]]");
        assertFault(JsonFault.Reason.TOO_DEEP, "[[[[]]]]");
        assertAccepted("12345");
        assertFault(JsonFault.Reason.NUMBER_TOO_LONG, "123456");
        assertAccepted("12.345");
        assertFault(JsonFault.Reason.NUMBER_TOO_LONG, "12.3456");
        assertAccepted("\"12345678\"");
        assertFault(JsonFault.Reason.STRING_TOO_LONG, "\"123456789\"");
        assertAccepted("{\"1234\":0}");
        assertFault(JsonFault.Reason.NAME_TOO_LONG, "{\"12345\":0}");
        assertAccepted("{\"\u20ac\u20ac\u20ac\u20ac\":0}");
        assertFault(JsonFault.Reason.NAME_TOO_LONG, "{\"\u20ac\u20ac\u20ac\u20ac\u20ac\":0}");
        assertAccepted("{\"\ud83d\ude00\ud83d\ude00\":0}");
        assertAccepted("[" + " ".repeat(58) + "]");
        assertFault(JsonFault.Reason.TOO_LARGE, "[" + " ".repeat(59) + "]");
    }

    @Test
    void aHundredThousandLevelsAreRefusedWithoutUsingUpTheStack() {
        assertRefused(JsonFault.Reason.TOO_DEEP, "[".repeat(100_000));
        assertRefused(JsonFault.Reason.TOO_DEEP, "[".repeat(100_000) + "]".repeat(100_000));
        assertRefused(JsonFault.Reason.TOO_DEEP, "{\"a\":".repeat(100_000));
        assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonArray.class);
    }

    @Test
    void aTolerantParserGoesOnBehindAValueThatIsBeyondTheLimits() throws IOException {
        JsonFactory tolerant = JsonText.tolerantFactory(new JsonLimits(2, 5, 1_000_000, 4, 1_000_000));
        Map<String, JsonFault.Reason> values = Map.of(
                "[[[]]]",
                JsonFault.Reason.TOO_DEEP,
                "{\"12345\":[]}",
                JsonFault.Reason.NAME_TOO_LONG,
                "[-12.3456]",
                JsonFault.Reason.NUMBER_TOO_LONG,
                "{\"a\":" + "9".repeat(10_000) + "}",
                JsonFault.Reason.NUMBER_TOO_LONG);
        for (Map.Entry<String, JsonFault.Reason> value : values.entrySet()) {
            String text = "[[[[\"ü\"," + value.getKey() + "]]],7]";
            try (JsonParser parser = tolerant.createParser(text.getBytes(StandardCharsets.UTF_8))) {
                while (parser.nextToken() != JsonToken.VALUE_STRING) {
                    assertThat(parser.currentToken()).isEqualTo(JsonToken.START_ARRAY);
                }
                parser.nextToken();
                JsonFault fault = catchThrowableOfType(JsonFault.class, () -> JsonText.parse(parser));
                assertThat(fault.reason()).isEqualTo(value.getValue());
                assertThat(JsonText.goesOn(parser, fault)).isTrue();
                while (parser.getParsingContext().getNestingDepth() > 1) {
                    parser.nextToken();
                }
                parser.nextToken();
                assertThat(parser.currentTokenLocation().getByteOffset())
                        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length - 2);
                assertThat(JsonText.parse(parser)).isEqualTo(JsonNumber.of(7));
            }
        }
    }

    @Test
    void aMillionDigitsAreRefusedCheaply() {
        String digits = "1".repeat(1_000_000);
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 20; i++) {
                assertRefused(JsonFault.Reason.NUMBER_TOO_LONG, digits);
                assertRefused(JsonFault.Reason.NUMBER_TOO_LONG, "-0." + digits);
                assertRefused(JsonFault.Reason.NUMBER_TOO_LONG, "[1e" + digits + "]");
            }
        });
    }

    @Test
    void aFaultRepeatsNothingOfTheInput() {
        assertThatThrownBy(() -> parse("{\"secret\":1,\"secret\":2}"))
                .hasMessage(JsonFault.Reason.DUPLICATE_NAME.sentence())
                .hasNoCause()
                .satisfies(fault -> assertThat(fault.getStackTrace()).isEmpty());
    }

    @Test
    void oneValueIsReadOutOfAnOpenParser() throws IOException {
        try (JsonParser parser = JsonText.factory(JsonLimits.DEFAULT).createParser("{\"a\":[1,{\"b\":2}],\"c\":3}")) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nextFieldName()).isEqualTo("a");
            parser.nextToken();
            assertThat(JsonText.parse(parser)).hasToString("[1,{\"b\":2}]");
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(parser.nextFieldName()).isEqualTo("c");
        }
    }

    private static JsonValue parse(String json) {
        return JsonText.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static void assertAccepted(String json) {
        assertThat(JsonText.parse(json.getBytes(StandardCharsets.UTF_8), SMALL)).isNotNull();
    }

    private static void assertFault(JsonFault.Reason reason, String json) {
        assertRefused(reason, json.getBytes(StandardCharsets.UTF_8), SMALL);
    }

    private static void assertRefused(JsonFault.Reason reason, String json) {
        assertRefused(reason, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(JsonFault.Reason reason, byte[] json) {
        assertRefused(reason, json, JsonLimits.DEFAULT);
    }

    private static void assertRefused(JsonFault.Reason reason, byte[] json, JsonLimits limits) {
        assertThatThrownBy(() -> JsonText.parse(json, limits))
                .isInstanceOfSatisfying(
                        JsonFault.class, fault -> assertThat(fault.reason()).isEqualTo(reason))
                .hasMessage(reason.sentence());
    }
}
