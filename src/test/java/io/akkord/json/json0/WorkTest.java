package io.akkord.json.json0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.json.JsonNull;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.json0.Json0Component.ChangeItem;
import io.akkord.json.json0.Json0Component.ChangeMember;
import io.akkord.json.json0.Json0Component.EditText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What transforming is said to cost. */
class WorkTest {
    private static Json0Operation each(int count, IntFunction<Json0Component> component) {
        List<Json0Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(component.apply(i));
        }
        return new Json0Operation(components);
    }

    private static Json0Component member(Object... path) {
        return new ChangeMember(Path.of(path), null, JsonNull.INSTANCE);
    }

    private static long work(Json0Operation operation, Json0Operation over) {
        Work work = new Work(Long.MAX_VALUE, 0);
        over.transform(operation, Side.LEFT, work);
        return work.spent();
    }

    @Test
    void everyComponentOverEveryOtherIsOneUnit() {
        assertThat(work(each(20, i -> member("a" + i)), each(30, i -> member("b" + i))))
                .isEqualTo(600);
        assertThat(work(
                        each(20, i -> new ChangeItem(Path.of(i), null, JsonNumber.of(i))),
                        each(30, i -> new ChangeItem(Path.of(i), null, JsonNumber.of(i)))))
                .isEqualTo(600);
    }

    @Test
    void partsOfTextEditsCountAsComponentsDo() {
        IntFunction<Json0Component> edit = i -> new EditText(Path.of("t"), TextEdit.insert(2 * i, "x"));
        assertThat(work(each(20, edit).normalize(), each(30, edit).normalize())).isGreaterThanOrEqualTo(600);
    }

    @Test
    void longPathsThatGoTheSameWayCostMore() {
        Object[] way = Collections.nCopies(64, "step").toArray();
        Object[] here = way.clone();
        Object[] there = way.clone();
        here[63] = "here";
        there[63] = "there";
        assertThat(work(Json0Operation.of(member(here)), Json0Operation.of(member(there))))
                .isGreaterThan(work(Json0Operation.of(member("here")), Json0Operation.of(member("there"))));
    }

    @Test
    void largeValuesThatAreChangedOnTheWayCostMore() {
        JsonObject large = JsonObject.EMPTY.with("t", new JsonString("x".repeat(1 << 20)));
        Json0Operation removes = Json0Operation.of(new ChangeMember(Path.of("o"), large, null));
        Json0Operation inside = Json0Operation.of(new EditText(Path.of("o", "t"), TextEdit.insert(0, "y")));
        assertThat(work(removes, inside)).isGreaterThan(1_000);
        Json0Operation cut = Json0Operation.of(new EditText(Path.of("t"), TextEdit.delete(0, "x".repeat(1 << 20))));
        Json0Operation within = Json0Operation.of(new EditText(Path.of("t"), TextEdit.insert(1, "y")));
        assertThat(work(cut, within)).isGreaterThan(1_000);
    }

    @Test
    void whatCostsMoreThanItMayIsRefusedAndWhatWentBeforeCounts() {
        Json0Operation ten = each(10, i -> member("a" + i));
        Json0Operation other = each(10, i -> member("b" + i));
        Work enough = new Work(150, 50);
        assertThat(other.transform(ten, Side.LEFT, enough)).isEqualTo(ten);
        assertThat(enough.spent()).isEqualTo(150);
        assertThatThrownBy(() -> other.transform(ten, Side.LEFT, new Work(149, 50)))
                .hasMessage(Json0Fault.TOO_MUCH_WORK.reason());
    }

    /** Every part of the same transform costs the same again, so that the room decides the same again. */
    @Test
    void theSameCostsTheSame() {
        for (int seed = 0; seed < 200; seed++) {
            RandomOperations random = new RandomOperations(new Random(seed));
            var document = random.document();
            Json0Operation one = random.operation(document, 5);
            Json0Operation other = random.operation(document, 5);
            assertThat(work(one, other)).isEqualTo(work(one, other));
        }
    }
}
