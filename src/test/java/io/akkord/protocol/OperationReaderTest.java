package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.json0.Json0Form;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operation says by itself of which form it is. */
class OperationReaderTest {
    /** Reads the operation where it usually stands, and checks that the parser is left on its end. */
    private static RoomCommand read(String operation) throws IOException {
        String text = ("{'op':" + operation + ",'next':[]}").replace('\'', '"');
        try (JsonParser parser =
                JsonText.factory(JsonLimits.DEFAULT).createParser(text.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            RoomCommand command = OperationReader.read(parser, RoomType.TEXT, true);
            assertThat(parser.nextFieldName()).isEqualTo("next");
            parser.nextToken();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            return command;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'p':['a'],'oi':{'insert':[1]}}]",
                "[{'na':1,'p':[]}]",
                "[{'o':[{'i':'x','p':0}],'t':'text0','p':['a',0]},{'p':[0],'ld':null,'li':[[]]}]"
            })
    void json0(String operation) throws IOException {
        assertThat(read(operation))
                .isEqualTo(new RoomCommand.EditJson(
                        RoomType.TEXT,
                        Json0Form.read(JsonText.parse(operation.replace('\'', '"'), JsonLimits.DEFAULT))));
    }

    @Test
    void deltaAndTheSimpleForm() throws IOException {
        Operation insert = Operation.insert(1, "x");
        assertThat(read("[{'retain':1},{'insert':'x'}]")).isEqualTo(new RoomCommand.Edit(RoomType.TEXT, insert));
        assertThat(read("[{'attributes':{'b':1},'insert':{'p':[]}}]")).isInstanceOf(RoomCommand.Edit.class);
        assertThat(read("{'type':'insert','position':1,'content':'x'}"))
                .isEqualTo(new RoomCommand.Edit(RoomType.TEXT, insert));
        assertThat(read("[]")).isEqualTo(new RoomCommand.Edit(RoomType.TEXT, Operation.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "'x'",
                "{}",
                "[1]",
                "[[]]",
                "[[{'p':[]}]]",
                "[{}]",
                "[null,{'p':[],'oi':1}]",
                "[{'insert':''},{'retain':[1,{}]}]",
                "[{'retain':1},{'p':['a'],'na':1}]",
                "[{'retain':{'p':[]}}]",
                "[{'p':['a'],'na':1},{'retain':1}]",
                "[{'p':['a'],'na':1},[[]]]",
                "[{'p':['a']}]",
                "[{'p':['a'],'si':'x'}]",
                "[{'x':1}]",
                "[{'p':['a'],'oi':['\\u0000',{'b':[]}]},{'p':[]}]",
                "[{'p':['\\ud800'],'oi':1}]",
                "[{'\\u0000':[1,[2]]}]"
            })
    void whatIsNoOperationIsPassedOver(String operation) throws IOException {
        assertThat(read(operation))
                .isInstanceOfSatisfying(
                        RoomCommand.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'p':['a'],'p':[]}]", "[{'p':[],'oi':{'a':1,'a':2}}]", "[{'p':[01]}]", "[{'p':['a'"})
    void whatIsNoJsonIsAFault(String operation) {
        assertThatExceptionOfType(JsonFault.class).isThrownBy(() -> read(operation));
    }
}
