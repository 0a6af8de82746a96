package io.akkord.json.json0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Component.AddNumber;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.EditText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Json0OperationTest {
    private static final String DOC = "{'list':[1,'two',{'n':3}],'text':'a😀b','count':1.50,'nothing':null}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_A_LIST      | {'p':[],'oi':1}",
                "BAD_COMPONENT   | [1]",
                "BAD_COMPONENT   | [{'p':['a']}]",
                "BAD_COMPONENT   | [{'p':['a'],'oi':1,'na':1}]",
                "BAD_COMPONENT   | [{'p':['a'],'oi':1,'x':1}]",
                "BAD_COMPONENT   | [{'p':[0],'oi':1}]",
                "BAD_COMPONENT   | [{'p':['a'],'li':1}]",
                "BAD_COMPONENT   | [{'p':[],'li':1}]",
                "BAD_COMPONENT   | [{'p':[0],'li':1,'lm':1}]",
                "BAD_PATH        | [{'oi':1}]",
                "BAD_PATH        | [{'p':'a','oi':1}]",
                "BAD_PATH        | [{'p':[-1],'li':1}]",
                "BAD_PATH        | [{'p':[0.5],'li':1}]",
                "BAD_PATH        | [{'p':[1e1],'li':1}]",
                "BAD_PATH        | [{'p':[2147483648],'li':1}]",
                "BAD_PATH        | [{'p':[null],'li':1}]",
                "BAD_MOVE        | [{'p':[0],'lm':-1}]",
                "BAD_MOVE        | [{'p':[0],'lm':'1'}]",
                "BAD_MOVE        | [{'p':['a'],'lm':1}]",
                "STRING_EDIT     | [{'p':['text',0],'si':'a'}]",
                "STRING_EDIT     | [{'p':['text',0],'sd':'a'}]",
                "UNKNOWN_SUBTYPE | [{'p':['text'],'t':'rich','o':[]}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':{'p':0,'i':'a'}}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':[{'p':0}]}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':[{'p':0,'i':'a','d':'b'}]}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':[{'p':0,'i':''}]}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':[{'p':-1,'i':'a'}]}]",
                "BAD_TEXT_EDIT   | [{'p':['text'],'t':'text0','o':[{'p':0,'d':1}]}]",
                "BAD_NUMBER      | [{'p':['count'],'na':'1'}]",
                "BAD_NUMBER      | [{'p':['count'],'na':1e999999999}]",
                "BAD_NUMBER      | [{'p':['count'],'na':1e-401}]",
            })
    void whatIsNoOperationIsRefusedForAReason(Json0Fault fault, String operation) {
        assertThatThrownBy(() -> Json0Form.read(json(operation)))
                .isInstanceOfSatisfying(
                        Json0Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault))
                .hasMessage(fault.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NO_SUCH_PLACE | [{'p':['none','a'],'oi':1}]",
                "NO_SUCH_PLACE | [{'p':['list',3,'a'],'oi':1}]",
                "NO_SUCH_PLACE | [{'p':['list','0','a'],'oi':1}]",
                "NO_SUCH_PLACE | [{'p':['count','a','b'],'oi':1}]",
                "NO_SUCH_PLACE | [{'p':['none'],'od':1}]",
                "NO_SUCH_PLACE | [{'p':['none'],'na':1}]",
                "NO_SUCH_PLACE | [{'p':['__proto__','polluted'],'oi':1}]",
                "NO_SUCH_PLACE | [{'p':['constructor','prototype','polluted'],'oi':1}]",
                "NOT_A_NUMBER  | [{'p':['text'],'na':1}]",
                "NOT_A_STRING  | [{'p':['count'],'t':'text0','o':[]}]",
                "NOT_AN_ARRAY  | [{'p':[0],'li':1}]",
                "NOT_AN_ARRAY  | [{'p':['text',0],'lm':0}]",
                "NOT_AN_OBJECT | [{'p':['list','a'],'oi':1}]",
                "PAST_END      | [{'p':['list',4],'li':1}]",
                "PAST_END      | [{'p':['list',3],'ld':1}]",
                "PAST_END      | [{'p':['list',3],'lm':0}]",
                "PAST_END      | [{'p':['list',0],'lm':3}]",
                "PAST_END      | [{'p':['text'],'t':'text0','o':[{'p':5,'i':'x'}]}]",
                "PAST_END      | [{'p':['text'],'t':'text0','o':[{'p':3,'d':'bb'}]}]",
                "PAST_END      | [{'p':['text'],'t':'text0','o':[{'p':2147483647,'d':'bb'}]}]",
                "SPLITS_PAIR   | [{'p':['text'],'t':'text0','o':[{'p':2,'i':'x'}]}]",
                "OTHER_VALUE   | [{'p':['text'],'t':'text0','o':[{'p':0,'d':'b'}]}]",
                "OTHER_VALUE   | [{'p':['list',0],'ld':2}]",
                "OTHER_VALUE   | [{'p':['list',2],'ld':{'n':3,'m':4},'li':1}]",
                "OTHER_VALUE   | [{'p':['count'],'od':1,'oi':2}]",
                "OTHER_VALUE   | [{'p':['nothing'],'od':0}]",
                "OTHER_VALUE   | [{'p':[],'od':{},'oi':1}]",
                "ALREADY_THERE | [{'p':['nothing'],'oi':1}]",
                "ALREADY_THERE | [{'p':[],'oi':1}]",
                "REMOVES_ALL   | [{'p':[],'od':{}}]",
            })
    void whatDoesNotFitTheDocumentIsRefusedForAReason(Json0Fault fault, String operation) {
        assertThat(Json0Form.read(json(operation)).check(json(DOC))).contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'p':['list',2,'n'],'na':0.25}]            | {'list':[1,'two',{'n':3.25}],'text':'a😀b','count':1.50,'nothing':null}",
                "[{'p':['list',3],'li':null}]                | {'list':[1,'two',{'n':3},null],'text':'a😀b','count':1.50,'nothing':null}",
                "[{'p':['count'],'od':1.5,'oi':1e2}]         | {'list':[1,'two',{'n':3}],'text':'a😀b','count':1e2,'nothing':null}",
                "[{'p':['list',2],'lm':0}]                   | {'list':[{'n':3},1,'two'],'text':'a😀b','count':1.50,'nothing':null}",
                "[{'p':['text'],'t':'text0','o':[{'p':1,'d':'😀'},{'p':2,'i':'!'}]}] | {'list':[1,'two',{'n':3}],'text':'ab!','count':1.50,'nothing':null}",
                "[{'p':['__proto__'],'oi':{'a':1}},{'p':['__proto__','a'],'na':1}] | {'list':[1,'two',{'n':3}],'text':'a😀b','count':1.50,'nothing':null,'__proto__':{'a':2}}",
            })
    void anOperationChangesTheTextOfTheDocumentOnlyWhereItSaysSo(String operation, String after) {
        assertThat(Json0Form.read(json(operation)).apply(json(DOC))).hasToString(after.replace('\'', '"'));
    }

    /** Doubles added in another order come to a sum that differs in its last digits. */
    @Test
    void aNumberThatBothAddedToIsTheSameInWhicheverOrderItWasAdded() {
        JsonValue start = json("{'list':[0.1,[0.1]]}");
        Json0Operation theirs = Json0Form.read(json("[{'p':['list',0],'na':-7.41},{'p':['list',1,0],'na':-7.41}]"));
        int differed = 0;
        for (int cents = -300; cents < 300; cents++) {
            String mine = "{'list':[" + cents / 100.0 + "," + "[" + cents / 100.0 + "]]}";
            String text = Double.toString(0.1 + cents / 100.0);
            Json0Operation own = Json0Form.read(json("[{'p':['list',0],'na':" + cents / 100.0
                    + "},{'p':['list',1,0],'na':" + cents / 100.0 + "},{'p':['list',0],'ld':" + text
                    + "},{'p':['list',0],'ld':[" + text + "]}]"));
            assertThat(own.check(start)).as(mine).isEmpty();
            JsonValue theirsFirst = theirs.apply(start);
            Json0Operation moved = theirs.transform(own, Side.RIGHT);
            assertThat(moved.check(theirsFirst)).as(mine).isEmpty();
            assertThat(moved.apply(theirsFirst)).hasToString("{\"list\":[]}");
            differed += moved.toString().contains(text) ? 0 : 1;
        }
        assertThat(differed).isPositive();
    }

    @Test
    void anEmptyDocumentIsFilledByReplacingIt() {
        assertThat(Json0Form.read(json("[{'p':[],'od':null,'oi':{}},{'p':['a'],'oi':[]}]"))
                        .apply(JsonNull.INSTANCE))
                .hasToString("{\"a\":[]}");
    }

    /** The sums are what node prints. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.2, 0.30000000000000004",
        "0.3, 0.6, 0.8999999999999999",
        "1, -1, 0",
        "-0.0, -0, 0",
        "1.50, 0, 1.5",
        "0.0, 2e3, 2000",
        "9007199254740991, 1, 9007199254740992",
        "-9007199254740991, -1, -9007199254740992",
        "9007199254740992, 1, 9007199254740992",
        "12345678901234567890, 0, 12345678901234567000",
        "1e20, 1, 100000000000000000000",
        "1e21, 1, 1e+21",
        "15e22, 0, 1.5e+23",
        "2e23, 0, 2e+23",
        "1e300, 1e300, 2e+300",
        "-1e-10, 3e-10, 1.9999999999999998e-10",
        "0.000001, 0, 0.000001",
        "0.0000001, 0, 1e-7",
        "-0.00000015, 0, -1.5e-7",
        "5.684341886080802e-14, 0, 5.684341886080802e-14",
        "3e-324, 0, 5e-324",
        "1e-323, 0, 1e-323",
        "1.7976931348623157e308, 0, 1.7976931348623157e+308",
        "1e-999999999999, 1, 1",
        "9.99, 0.01, 10"
    })
    void numbersAreAddedAndSpelledAsInJavaScript(String number, String addend, String sum) {
        Json0Operation operation = Json0Operation.of(new AddNumber(Path.ROOT, new JsonNumber(addend)));
        assertThat(operation.apply(new JsonNumber(number))).hasToString(sum);
    }

    @Test
    void aSumBeyondTheDoublesIsRefused() {
        Json0Operation add = Json0Operation.of(new AddNumber(Path.ROOT, new JsonNumber("1e308")));
        assertThat(add.check(new JsonNumber("1e308"))).contains(Json0Fault.ENDLESS_SUM);
        assertThat(add.check(new JsonNumber("1e999999999999"))).contains(Json0Fault.ENDLESS_SUM);
        assertThat(add.check(new JsonNumber("0e999999999999"))).isEmpty();
        assertThat(add.compose(Json0Operation.of(new AddNumber(Path.ROOT, JsonNumber.of(2)))))
                .hasToString("[{\"p\":[],\"na\":1e+308}]");
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901234567890, 12345678901234567000, true",
        "0.30000000000000004, 0.300000000000000044408920985006, true",
        "0.30000000000000004, 0.3, true",
        "0.300000003, 0.3, false",
        "1234567890.1, 1234567890.2, true",
        "1234567890.1, 1234567895.1, false",
        "0.0000000001, 0, true",
        "1.0, 1, true",
        "1e400, 1e500, false"
    })
    void whatIsRemovedIsComparedAsClientsReadIt(String there, String removed, boolean same) {
        JsonValue document = json("{'a':[{'n':" + there + "}]}");
        assertThat(Json0Form.read(json("[{'p':['a'],'od':[{'n':" + removed + "}]}]"))
                        .check(document)
                        .isEmpty())
                .isEqualTo(same);
    }

    @Test
    void aDocumentNestsNoDeeperThanInputMay() {
        int depth = JsonLimits.DEFAULT.depth();
        JsonValue deepest = nested(depth);
        Json0Operation fits = insert(depth - 2, JsonArray.EMPTY);
        Json0Operation tooDeep = insert(depth - 1, JsonArray.EMPTY);
        assertThat(fits.apply(deepest).depth()).isEqualTo(depth);
        assertThat(insert(depth - 1, JsonNull.INSTANCE).check(deepest)).isEmpty();
        assertThat(tooDeep.check(deepest)).contains(Json0Fault.TOO_DEEP);
        assertThat(Json0Operation.of(new Json0Component.ChangeMember(Path.ROOT, deepest, nested(depth + 1)))
                        .check(deepest))
                .contains(Json0Fault.TOO_DEEP);
    }

    @Test
    void anOperationHasAThousandComponentsAtMost() {
        JsonValue component = json("{'p':[0],'li':0}");
        JsonValue edit = json("{'p':['a'],'t':'text0','o':[{'p':0,'i':'a'},{'p':0,'i':'b'}]}");
        int most = Json0Form.MAX_COMPONENTS;
        assertThat(Json0Form.read(times(component, most)).components()).hasSize(most);
        assertThatThrownBy(() -> Json0Form.read(times(component, most + 1))).hasMessage(Json0Fault.TOO_MANY.reason());
        assertThat(Json0Form.read(times(edit, most / 2)).components()).hasSize(most / 2);
        assertThatThrownBy(() -> Json0Form.read(times(edit, most / 2 + 1))).hasMessage(Json0Fault.TOO_MANY.reason());
    }

    @Test
    void aDeleteThatAThousandInsertsTearApartIsTransformedOnASmallStack() throws InterruptedException {
        List<TextEdit.Part> inserts = new ArrayList<>();
        for (int i = 0; i < Json0Form.MAX_COMPONENTS; i++) {
            inserts.add(new TextEdit.Part(3 * i + 1, "+", true));
        }
        String text = "ab".repeat(Json0Form.MAX_COMPONENTS);
        Json0Operation many = Json0Operation.of(new EditText(Path.ROOT, new TextEdit(inserts)));
        Json0Operation all = Json0Operation.of(new EditText(Path.ROOT, TextEdit.delete(0, text)));
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> {
                    JsonValue doc = new JsonString(text);
                    JsonValue converged = many.transform(all, Side.LEFT).apply(many.apply(doc));
                    assertThat(all.transform(many, Side.RIGHT).apply(all.apply(doc)))
                            .isEqualTo(converged);
                    assertThat(converged).hasToString('"' + "+".repeat(Json0Form.MAX_COMPONENTS) + '"');
                },
                "small stack",
                512 * 1024);
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'p':['x'],'ld':1}]",
                "[{'p':[0,1],'ld':1}]",
                "[{'p':['a',0,'b'],'na':1}]",
                "[{'p':[],'od':1,'oi':2}]"
            })
    void operationsThatCannotBothFitOneDocumentAreRefusedOrTransformedButNeverFail(String other) {
        List<String> operations = List.of(
                "[{'p':[0],'li':1},{'p':[0],'lm':1}]",
                "[{'p':['a'],'oi':1}]",
                "[{'p':['a',0],'ld':'x','li':2}]",
                "[{'p':['a'],'od':{'b':1}}]",
                "[{'p':['a',0],'t':'text0','o':[{'p':0,'d':'x'}]}]",
                "[{'p':['a','b'],'lm':1}]");
        for (String operation : operations) {
            for (Side side : Side.values()) {
                try {
                    Json0Operation a = Json0Form.read(json(operation));
                    Json0Operation b = Json0Form.read(json(other));
                    assertThat(a.transform(b, side)).isNotNull();
                    assertThat(b.transform(a, side)).isNotNull();
                } catch (Json0Refused refused) {
                    assertThat(refused.fault()).isNotNull();
                }
            }
        }
    }

    private static JsonValue nested(int depth) {
        JsonValue value = JsonArray.EMPTY;
        for (int i = 1; i < depth; i++) {
            value = JsonArray.of(value);
        }
        return value;
    }

    /** Inserts before the first item of the array that lies inside so many others. */
    private static Json0Operation insert(int level, JsonValue value) {
        Object[] steps = new Object[level + 1];
        Arrays.fill(steps, 0);
        return Json0Operation.of(new ChangeItem(Path.of(steps), null, value));
    }

    private static JsonArray times(JsonValue component, int count) {
        return new JsonArray(Collections.nCopies(count, component));
    }

    private static JsonValue json(String text) {
        return JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT);
    }
}
