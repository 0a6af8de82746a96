package io.akkord.json.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
    private static final String DOC = "{'list':[1,2.50,{'n':3}],'a/b~c':{'':0},'nothing':null,'__proto__':1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_A_LIST    | {'op':'remove','path':'/list'}",
                "BAD_OPERATION | [1]",
                "BAD_OPERATION | [{'path':'/list'}]",
                "BAD_OPERATION | [{'op':'Remove','path':'/list'}]",
                "BAD_OPERATION | [{'op':1,'path':'/list'}]",
                "BAD_POINTER   | [{'op':'remove'}]",
                "BAD_POINTER   | [{'op':'remove','path':['list']}]",
                "BAD_POINTER   | [{'op':'remove','path':'list'}]",
                "BAD_POINTER   | [{'op':'remove','path':'/a~'}]",
                "BAD_POINTER   | [{'op':'remove','path':'/a~2b'}]",
                "BAD_POINTER   | [{'op':'move','path':'/a'}]",
                "NO_VALUE      | [{'op':'add','path':'/a'}]",
                "NO_VALUE      | [{'op':'test','path':'/a'}]",
                "INTO_ITSELF   | [{'op':'move','from':'/list','path':'/list/2/x'}]",
                "INTO_ITSELF   | [{'op':'move','from':'','path':'/x'}]",
            })
    void whatIsNoPatchIsRefusedForAReason(PatchFault fault, String patch) {
        assertThatThrownBy(() -> PatchForm.read(json(patch)))
                .isInstanceOfSatisfying(
                        PatchRefused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault))
                .hasMessage(fault.reason());
        assertThat(fault.isMalformed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NO_SUCH_PLACE | [{'op':'remove','path':'/none'}]",
                "NO_SUCH_PLACE | [{'op':'replace','path':'/none','value':1}]",
                "NO_SUCH_PLACE | [{'op':'add','path':'/none/a','value':1}]",
                "NO_SUCH_PLACE | [{'op':'add','path':'/nothing/a','value':1}]",
                "NO_SUCH_PLACE | [{'op':'copy','from':'/none','path':'/a'}]",
                "NO_SUCH_PLACE | [{'op':'add','path':'/__proto__/polluted','value':1}]",
                "NO_SUCH_PLACE | [{'op':'add','path':'/constructor/prototype','value':1}]",
                "BAD_INDEX     | [{'op':'add','path':'/list/x','value':1}]",
                "BAD_INDEX     | [{'op':'add','path':'/list/01','value':1}]",
                "BAD_INDEX     | [{'op':'add','path':'/list/-1','value':1}]",
                "BAD_INDEX     | [{'op':'add','path':'/list/9999999999','value':1}]",
                "BAD_INDEX     | [{'op':'remove','path':'/list/-'}]",
                "BAD_INDEX     | [{'op':'test','path':'/list/1e0','value':2.5}]",
                "PAST_END      | [{'op':'add','path':'/list/4','value':1}]",
                "PAST_END      | [{'op':'remove','path':'/list/3'}]",
                "REMOVES_ALL   | [{'op':'remove','path':''}]",
                "TEST_FAILED   | [{'op':'test','path':'/list/0','value':'1'}]",
                "TEST_FAILED   | [{'op':'test','path':'/nothing','value':false}]",
            })
    void whatDoesNotApplyIsRefusedForAReason(PatchFault fault, String patch) {
        JsonPatch read = PatchForm.read(json(patch));
        assertThatThrownBy(() -> read.apply(json(DOC)))
                .isInstanceOfSatisfying(
                        PatchRefused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(fault));
        assertThat(fault.isMalformed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'op':'test','path':'/list/0','value':1.0}]             | numbers are equal by value",
                "[{'op':'test','path':'/list/1','value':25e-1}]           | in any spelling",
                "[{'op':'test','path':'/a~1b~0c/','value':-0}]            | zero has no sign",
                "[{'op':'test','path':'/list','value':[1,2.5,{'n':3e0}]}] | deeply",
                "[{'op':'move','from':'/list','path':'/list'}]            | a move to the same place does nothing",
            })
    void whatIsEqualPassesATestAndLeavesTheTextAsItIs(String patch, String why) {
        assertThat(PatchForm.read(json(patch)).apply(json(DOC))).as(why).hasToString(DOC.replace('\'', '"'));
    }

    @Test
    void namesThatAreSpecialInJavaScriptAreNamesLikeAnyOther() {
        JsonPatch patch = PatchForm.read(json("[{'op':'add','path':'/__proto__','value':{'a':1}},"
                + "{'op':'add','path':'/__proto__/b','value':2},{'op':'add','path':'/constructor','value':{}}]"));
        assertThat(patch.apply(json("{}"))).hasToString("{\"__proto__\":{\"a\":1,\"b\":2},\"constructor\":{}}");
    }

    @Test
    void copiesOfCopiesDoNotGrowWithoutBound() {
        JsonValue doc = json("{'a':['0123456789']}");
        JsonPatch twice =
                PatchForm.read(json("[{'op':'copy','from':'/a','path':'/b'},{'op':'add','path':'/a','value':[]},"
                        + "{'op':'copy','from':'/b','path':'/a/-'},{'op':'move','from':'/b','path':'/a/-'}]"));
        PatchFault fault = null;
        for (int i = 0; fault == null; i++) {
            assertThat(i).isLessThan(100);
            try {
                doc = twice.apply(doc);
            } catch (PatchRefused refused) {
                fault = refused.fault();
            }
        }
        assertThat(fault).isEqualTo(PatchFault.TOO_LARGE);
    }

    @Test
    void copiesIntoThemselvesDoNotNestWithoutBound() {
        JsonPatch deeper = PatchForm.read(json("[{'op':'copy','from':'','path':'/a'}]"));
        JsonValue doc = json("{}");
        for (int i = 1; i < JsonLimits.DEFAULT.depth(); i++) {
            doc = deeper.apply(doc);
        }
        JsonValue deepest = doc;
        assertThat(deepest.depth()).isEqualTo(JsonLimits.DEFAULT.depth());
        assertThatThrownBy(() -> deeper.apply(deepest)).hasMessage(PatchFault.TOO_DEEP.reason());
    }

    @Test
    void aPatchHasAThousandOperationsAtMost() {
        JsonValue operation = json("{'op':'test','path':'','value':1}");
        int most = PatchForm.MAX_OPERATIONS;
        assertThat(PatchForm.read(new JsonArray(Collections.nCopies(most, operation)))
                        .operations())
                .hasSize(most);
        assertThatThrownBy(() -> PatchForm.read(new JsonArray(Collections.nCopies(most + 1, operation))))
                .hasMessage(PatchFault.TOO_MANY.reason());
    }

    @Test
    void aRefusedPatchChangesNothing() {
        JsonValue doc = json(DOC);
        JsonPatch patch = PatchForm.read(json("[{'op':'remove','path':'/list/0'},{'op':'remove','path':'/none'}]"));
        assertThatThrownBy(() -> patch.apply(doc)).isInstanceOf(PatchRefused.class);
        assertThat(doc).hasToString(DOC.replace('\'', '"'));
    }

    @Test
    void aPointerIsWrittenAsItWasRead() {
        for (String pointer : new String[] {"", "/", "/a", "/a~1b~0c/0/-", "//", "/~01"}) {
            assertThat(JsonPointer.parse(pointer)).hasToString(pointer);
        }
        assertThat(JsonPointer.parse("/~01").last()).isEqualTo("~1");
        assertThat(new JsonString(JsonPointer.parse("/é 😀").toString()).value())
                .isEqualTo("/é 😀");
    }

    private static JsonValue json(String text) {
        return JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT);
    }
}
