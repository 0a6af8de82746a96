package io.akkord.spi;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.patch.PatchForm;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What changes would do, as a link sees it. */
class ProposalTest {
    private final MemoryView shop = MemoryView.of("{\"a\":1,\"b\":{\"n\":[1]},\"mfe:x\":true}");

    private String effects(Change... changes) {
        return shop.proposal(changes).effects().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().map(Object::toString).orElse("gone"))
                .collect(Collectors.joining(" "));
    }

    private static Change.Patch patch(String key, String json) {
        return new Change.Patch(key, PatchForm.read(value(json)));
    }

    @Test
    void each_change_has_its_effect_on_its_key() {
        assertThat(effects(Change.Set.of("c", value("2")), new Change.Delete("a")))
                .isEqualTo("a=gone c=2");
        assertThat(effects(new Change.Merge("b", value("{\"m\":2}")))).isEqualTo("b={\"n\":[1],\"m\":2}");
        assertThat(effects(new Change.Merge("new", value("{\"m\":2}")))).isEqualTo("new={\"m\":2}");
        assertThat(effects(patch("b", "[{\"op\":\"add\",\"path\":\"/n/-\",\"value\":2}]")))
                .isEqualTo("b={\"n\":[1,2]}");
        assertThat(effects(new Change.Clear())).isEqualTo("a=gone b=gone mfe:x=gone");
        assertThat(effects(new Change.Unregister("mfe"))).isEqualTo("mfe:x=gone");
        assertThat(effects(new Change.Restore(object("{\"a\":5}"), true))).isEqualTo("a=5 b=gone mfe:x=gone");
        assertThat(effects(new Change.Restore(object("{\"a\":5}"), false))).isEqualTo("a=5");
        assertThat(effects(new Change.Register(object("{\"id\":\"mfe\"}"), true)))
                .isEmpty();
    }

    @Test
    void changes_see_those_before_them() {
        assertThat(effects(Change.Set.of("c", value("{}")), new Change.Merge("c", value("{\"m\":2}"))))
                .isEqualTo("c={\"m\":2}");
        assertThat(effects(Change.Set.of("c", value("1")), new Change.Clear(), Change.Set.of("d", value("2"))))
                .isEqualTo("a=gone b=gone d=2 mfe:x=gone");
        assertThat(effects(new Change.Delete("a"), new Change.Merge("a", value("{\"m\":2}"))))
                .isEqualTo("a={\"m\":2}");
    }

    @Test
    void what_the_namespace_will_refuse_has_no_effect() {
        assertThat(effects(patch("absent", "[{\"op\":\"add\",\"path\":\"/n\",\"value\":2}]")))
                .isEmpty();
        assertThat(effects(patch("b", "[{\"op\":\"remove\",\"path\":\"/absent\"}]")))
                .isEmpty();
        assertThat(effects(new Change.Delete("absent"))).isEmpty();
    }

    @Test
    void its_text_for_people_holds_no_value() {
        assertThat(shop.proposal(
                                new Change.Set("k", value("\"secret\""), OptionalLong.of(5)),
                                new Change.Merge("m", value("{\"x\":\"secret\"}")),
                                patch("p", "[{\"op\":\"add\",\"path\":\"\",\"value\":\"secret\"}]"),
                                new Change.Restore(object("{\"r\":\"secret\"}"), true),
                                new Change.Register(object("{\"id\":\"x\",\"metadata\":\"secret\"}"), false))
                        .toString())
                .contains("set k", "merge m", "patch p", "restore to 1 keys", "register")
                .doesNotContain("secret");
    }
}
