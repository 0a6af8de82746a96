package io.akkord.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.RandomOperations;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    private static JsonValue json(String text) {
        return JsonText.parse(text.replace('\'', '"'), JsonLimits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'a':1,'b':2}|{'b':2,'a':1.0}|[]",
                "{'a':1,'b':2}|{'b':3,'c':4}|[{'p':['a'],'od':1},{'p':['b'],'od':2,'oi':3},{'p':['c'],'oi':4}]",
                "[1,2,3]|[1,9,8,2,3]|[{'p':[1],'li':9},{'p':[2],'li':8}]",
                "[1,2,3]|[1]|[{'p':[1],'ld':2},{'p':[1],'ld':3}]",
                "[1,2,3,4]|[1,7,4]|[{'p':[1],'ld':2},{'p':[1],'ld':3},{'p':[1],'li':7}]",
                "[1,{'a':1,'b':1},3]|[1,{'a':1,'b':2},3]|[{'p':[1,'b'],'od':1,'oi':2}]",
                "[1,2]|[1,[]]|[{'p':[1],'ld':2,'li':[]}]",
                "'hello world'|'hello brave world'|[{'p':[],'t':'text0','o':[{'p':6,'i':'brave '}]}]",
                "{'t':'abcd'}|{'t':'aXd'}|[{'p':['t'],'t':'text0','o':[{'p':1,'d':'bc'},{'p':1,'i':'X'}]}]",
                "'abc'|'xyz'|[{'p':[],'od':'abc','oi':'xyz'}]",
                "'😀'|'😁'|[{'p':[],'od':'😀','oi':'😁'}]",
                "null|{'a':1}|[{'p':[],'od':null,'oi':{'a':1}}]",
                "{}|[]|[{'p':[],'od':{},'oi':[]}]"
            })
    void whatIsTheSameIsLeftAlone(String before, String after, String operation) {
        assertThat(JsonDifference.between(json(before), json(after))).isEqualTo(Json0Form.read(json(operation)));
    }

    @Test
    void itLeadsFromTheOneToTheOther() {
        for (int seed = 0; seed < 3_000; seed++) {
            RandomOperations random = new RandomOperations(new Random(seed));
            JsonValue before = random.document();
            JsonValue after = seed % 2 == 0
                    ? random.document()
                    : random.operation(before, 5).apply(before);
            Json0Operation difference = JsonDifference.between(before, after);
            assertThat(difference.apply(before)).describedAs("seed " + seed).isEqualTo(after);
            assertThat(difference.invert().apply(after))
                    .describedAs("seed " + seed)
                    .isEqualTo(before);
        }
    }

    @Test
    void tooManyDifferencesReplaceTheSmallestValueThatHoldsThem() {
        String few = "'few':{'a':1,'b':%s}";
        JsonValue before = json("{" + few.formatted(1) + ",'many':" + numbers(0) + "}");
        JsonValue after = json("{" + few.formatted(2) + ",'many':" + numbers(5_000) + "}");
        Json0Operation difference = JsonDifference.between(before, after);
        assertThat(difference.components()).hasSize(2);
        assertThat(difference.components().get(0).path().length()).isEqualTo(2);
        assertThat(difference.components().get(1).path().length()).isEqualTo(1);
        assertThat(difference.apply(before)).isEqualTo(after);

        JsonValue flat = json("{" + members(0) + "}");
        JsonValue other = json("{" + members(1) + "}");
        assertThat(JsonDifference.between(flat, other).components()).hasSize(1);
        assertThat(JsonDifference.between(flat, other).apply(flat)).isEqualTo(other);
    }

    private static String numbers(int from) {
        return IntStream.range(from, from + 1_000)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String members(int value) {
        return IntStream.range(0, 1_000).mapToObj(i -> "'k" + i + "':" + value).collect(Collectors.joining(","));
    }
}
