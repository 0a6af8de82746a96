package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationFault;
import io.akkord.ot.OperationRefused;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'insert':'a😀\\n'}]",
                "[{'retain':2147483647,'attributes':{'bold':null,'meta':{'k':[1.50,{}]}}}]",
                "[{'retain':1},{'insert':{'image':{'src':'x'}},'attributes':{'a':1}},{'insert':'b'},{'delete':3}]"
            })
    void whatIsWrittenIsWhatWasRead(String json) {
        String text = quoted(json);
        assertThat(Deltas.text(Deltas.strict(text, true))).isEqualTo(text);
    }

    @Test
    void membersOfAComponentComeInAnyOrder() {
        assertThat(Deltas.strict(quoted("[{'attributes':{'b':1},'insert':'x'}]"), true))
                .isEqualTo(Deltas.strict(quoted("[{'insert':'x','attributes':{'b':1}}]"), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BAD_LENGTH       | [{'retain':0},{'insert':'x'}]",
                "BAD_LENGTH       | [{'delete':-2}]",
                "BAD_LENGTH       | [{'delete':1.0}]",
                "BAD_LENGTH       | [{'delete':'1'}]",
                "BAD_LENGTH       | [{'delete':-99999999999999999999}]",
                "TOO_LONG         | [{'delete':2147483648}]",
                "TOO_LONG         | [{'delete':99999999999999999999999}]",
                "TOO_LONG         | [{'retain':2147483647,'attributes':{'b':1}},{'delete':1}]",
                "EMPTY_INSERT     | [{'insert':''}]",
                "BAD_INSERT       | [{'insert':null}]",
                "BAD_INSERT       | [{'insert':['x']}]",
                "BAD_INSERT       | [{'insert':{}}]",
                "BAD_INSERT       | [{'insert':{'a':1,'b':2}}]",
                "BAD_TEXT         | [{'insert':'\\ud83d'}]",
                "BAD_TEXT         | [{'insert':'a\\u0000'}]",
                "BAD_TEXT         | [{'insert':'a','attributes':{'b':'\\ude00'}}]",
                "BAD_TEXT         | [{'insert':{'b':['\\u0000']}}]",
                "BAD_COMPONENT    | [{'retain':1,'delete':1}]",
                "BAD_COMPONENT    | [{'retain':1,'color':'red'}]",
                "BAD_COMPONENT    | [{}]",
                "BAD_COMPONENT    | [1]",
                "BAD_COMPONENT    | [[]]",
                "BAD_ATTRIBUTES   | [{'retain':1,'attributes':null}]",
                "BAD_ATTRIBUTES   | [{'delete':1,'attributes':{'b':1}}]",
                "FORBIDDEN_KEY    | [{'retain':1,'attributes':{'__proto__':1}}]",
                "FORBIDDEN_KEY    | [{'insert':{'constructor':1}}]",
                "NOT_A_LIST       | `'x'`",
                "NOT_A_LIST       | 1",
                "NOT_A_LIST       | null",
            })
    void whatIsNoOperationIsRefusedInEitherMode(OperationFault fault, String json) {
        assertRefused(fault, () -> Deltas.strict(quoted(json), true));
        assertRefused(fault, () -> Deltas.lenient(quoted(json), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EMPTY_ATTRIBUTES | [{'insert':'x','attributes':{}}]       | [{'insert':'x'}]",
                "UNMERGED         | [{'insert':'x'},{'insert':'y'}]        | [{'insert':'xy'}]",
                "UNMERGED         | [{'delete':1},{'delete':2}]            | [{'delete':3}]",
                "UNMERGED         | [{'retain':1},{'retain':2},{'delete':1}] | [{'retain':3},{'delete':1}]",
                "DELETE_FIRST     | [{'delete':1},{'insert':'x'}]          | [{'insert':'x'},{'delete':1}]",
                "DELETE_FIRST     | [{'delete':1},{'insert':{'i':1}}]      | [{'insert':{'i':1}},{'delete':1}]",
                "TRAILING_RETAIN  | [{'insert':'x'},{'retain':1}]          | [{'insert':'x'}]",
                "TRAILING_RETAIN  | [{'retain':1}]                         | []",
            })
    void anotherSpellingIsRefusedStrictlyAndElseCanonicalised(OperationFault fault, String json, String canonical) {
        assertRefused(fault, () -> Deltas.strict(quoted(json), true));
        assertThat(Deltas.text(Deltas.lenient(quoted(json), true))).isEqualTo(quoted(canonical));
    }

    @Test
    void equalEmbedsSideBySideAreCanonical() {
        assertThat(Deltas.strict(quoted("[{'insert':{'i':1}},{'insert':{'i':1}}]"), true)
                        .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'insert':'x','attributes':{'b':1}}]",
                "[{'retain':1,'attributes':{}},{'delete':1}]",
                "[{'insert':{'image':1}}]"
            })
    void aPlainTextTakesNeitherAttributesNorEmbeds(String json) {
        assertRefused(OperationFault.NOT_PLAIN, () -> Deltas.strict(quoted(json), false));
        assertRefused(OperationFault.NOT_PLAIN, () -> Deltas.lenient(quoted(json), false));
    }

    @Test
    void theSimpleFormIsAnInsertOrADelete() {
        assertThat(simple("{'type':'insert','position':3,'content':'abc'}")).isEqualTo(Operation.insert(3, "abc"));
        assertThat(simple("{'content':'abc','position':0,'type':'insert'}")).isEqualTo(Operation.insert(0, "abc"));
        assertThat(simple("{'type':'delete','position':3,'length':2}")).isEqualTo(Operation.delete(3, 2));
        assertThat(simple("{'type':'delete','position':3,'content':'ab'}")).isEqualTo(Operation.delete(3, 2));
        assertThat(simple("{'type':'delete','position':0,'content':'ab','length':2}"))
                .isEqualTo(Operation.delete(0, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BAD_SIMPLE_FORM | {}",
                "BAD_SIMPLE_FORM | {'type':'move','position':1,'content':'x'}",
                "BAD_SIMPLE_FORM | {'type':'insert','content':'x'}",
                "BAD_SIMPLE_FORM | {'type':'insert','position':1}",
                "BAD_SIMPLE_FORM | {'type':'insert','position':1,'content':'x','length':1}",
                "BAD_SIMPLE_FORM | {'type':'insert','position':1,'content':7}",
                "BAD_SIMPLE_FORM | {'type':'delete','position':1}",
                "BAD_SIMPLE_FORM | {'type':'delete','position':1,'content':'ab','length':3}",
                "BAD_SIMPLE_FORM | {'type':'insert','position':1,'content':'x','color':'red'}",
                "BAD_SIMPLE_FORM | {'type':{'a':1},'position':1,'content':'x'}",
                "BAD_SIMPLE_FORM | {'type':[{'a':{}},[]],'position':1,'content':'x'}",
                "BAD_SIMPLE_FORM | {'type':null,'position':1,'content':'x'}",
                "EMPTY_INSERT    | {'type':'insert','position':1,'content':''}",
                "BAD_TEXT        | {'type':'insert','position':1,'content':'\\ud83d'}",
                "BAD_LENGTH      | {'type':'insert','position':-1,'content':'x'}",
                "BAD_LENGTH      | {'type':'insert','position':1.5,'content':'x'}",
                "BAD_LENGTH      | {'type':'delete','position':1,'length':0}",
                "TOO_LONG        | {'type':'delete','position':2147483647,'length':1}",
            })
    void aBadSimpleFormIsRefused(OperationFault fault, String json) {
        assertRefused(fault, () -> simple(json));
    }

    @Test
    void whatIsNoJsonIsAFault() {
        for (String json : List.of("", "[", "[{'insert':'x'", "[{'insert':'x','insert':'y'}]", "[}")) {
            assertThatThrownBy(() -> Deltas.strict(quoted(json), true)).as(json).isInstanceOf(JsonFault.class);
        }
    }

    @Test
    void afterARefusalTheRestOfTheMessageCanBeRead() throws IOException {
        String json = quoted("{'op':[{'insert':'x'},{'delete':0,'more':[[{}]]},{'insert':{'a':[1]}}],'after':7,"
                + "'op2':'no list','op3':[{'insert':'x','attributes':{'a':'\\ud83d','b':{'c':[]}}}],'end':true}");
        try (JsonParser parser = JsonText.factory(JsonLimits.DEFAULT).createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            for (String name : List.of("op", "after", "op2", "op3", "end")) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.FIELD_NAME);
                assertThat(parser.currentName()).isEqualTo(name);
                parser.nextToken();
                if (name.startsWith("op")) {
                    assertThatThrownBy(() -> DeltaJson.readStrict(parser, true)).isInstanceOf(OperationRefused.class);
                }
            }
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
        }
    }

    @Test
    void aDocumentIsAListOfInsertsInAnySpelling() {
        Document document = Deltas.document(quoted("[{'insert':'a'},{'insert':'b'},{'insert':{'i':1}}]"), true);
        assertThat(Deltas.text(document.toOperation())).isEqualTo(quoted("[{'insert':'ab'},{'insert':{'i':1}}]"));
        assertThat(Deltas.document(quoted("[{'insert':'a'}]"), false)).isEqualTo(Document.ofText("a"));
        assertThat(Deltas.document("[]", true)).isEqualTo(Document.EMPTY);
    }

    @Test
    void aPlainDocumentMayBeAString() {
        assertThat(Deltas.document(quoted("'a😀'"), false)).isEqualTo(Document.ofText("a😀"));
        assertThat(Deltas.document(quoted("''"), false)).isEqualTo(Document.EMPTY);
        assertRefused(OperationFault.NOT_A_DOCUMENT, () -> Deltas.document(quoted("'a'"), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOT_A_DOCUMENT | [{'insert':'a'},{'delete':1}]",
                "NOT_A_DOCUMENT | [{'retain':1,'attributes':{'b':1}}]",
                "NOT_A_DOCUMENT | [{'retain':1}]",
                "NOT_A_DOCUMENT | [{'insert':'a'},{'retain':1}]",
                "NOT_A_DOCUMENT | {'type':'insert','position':0,'content':'x'}",
                "BAD_TEXT       | [{'insert':'\\ud83d'}]",
            })
    void whatIsNoDocumentIsRefused(OperationFault fault, String json) {
        assertRefused(fault, () -> Deltas.document(quoted(json), true));
    }

    private static Operation simple(String json) {
        Operation strict = Deltas.strict(quoted(json), false);
        assertThat(Deltas.lenient(quoted(json), true)).isEqualTo(strict);
        return strict;
    }

    private static void assertRefused(OperationFault fault, Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        OperationRefused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault))
                .hasMessage(fault.reason());
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
