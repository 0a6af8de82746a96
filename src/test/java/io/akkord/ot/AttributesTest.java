package io.akkord.ot;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of quill-delta's own AttributeMap, in its words. */
class AttributesTest {
    @Test
    void composingSetsOverwritesAndRemoves() {
        assertThat(of("{'bold':true}").compose(of("{'color':'red'}"), false))
                .isEqualTo(of("{'bold':true,'color':'red'}"));
        assertThat(of("{'bold':true,'color':'red'}").compose(of("{'color':'blue'}"), false))
                .isEqualTo(of("{'bold':true,'color':'blue'}"));
        assertThat(of("{'bold':true,'color':'red'}").compose(of("{'bold':null}"), false))
                .isEqualTo(of("{'color':'red'}"));
        assertThat(of("{'bold':true}").compose(of("{'bold':null}"), false)).isSameAs(Attributes.NONE);
        assertThat(of("{'bold':true}").compose(of("{'bold':null}"), true)).isEqualTo(of("{'bold':null}"));
        assertThat(Attributes.NONE.compose(of("{'bold':null}"), false)).isSameAs(Attributes.NONE);
    }

    @Test
    void transformingLetsTheEarlierWinOnlyWithPriority() {
        Attributes earlier = of("{'bold':true,'color':'red','font':null}");
        Attributes later = of("{'color':'blue','font':'serif','italic':true}");
        assertThat(earlier.transform(later, true)).isEqualTo(of("{'italic':true}"));
        assertThat(earlier.transform(later, false)).isEqualTo(later);
        assertThat(Attributes.NONE.transform(later, true)).isEqualTo(later);
        assertThat(earlier.transform(Attributes.NONE, false)).isSameAs(Attributes.NONE);
        assertThat(later.transform(later, true)).isSameAs(Attributes.NONE);
    }

    @Test
    void invertingGivesBackWhatWasThere() {
        assertThat(of("{'bold':true}").invert(of("{'italic':true}"))).isEqualTo(of("{'bold':null}"));
        assertThat(of("{'bold':null}").invert(of("{'bold':true}"))).isEqualTo(of("{'bold':true}"));
        assertThat(of("{'color':'red'}").invert(of("{'color':'blue'}"))).isEqualTo(of("{'color':'blue'}"));
        assertThat(of("{'color':'red'}").invert(of("{'color':'red'}"))).isSameAs(Attributes.NONE);
    }

    @Test
    void differencesAreOfDeepValues() {
        assertThat(of("{'meta':{'k':[1,2]}}").diff(of("{'meta':{'k':[1.0,2]}}")))
                .isSameAs(Attributes.NONE);
        assertThat(of("{'meta':{'k':1},'bold':true}").diff(of("{'meta':{'k':2},'italic':true}")))
                .isEqualTo(of("{'meta':{'k':2},'bold':null,'italic':true}"));
    }

    @Test
    void noAttributesAndEmptyAttributesAreTheSame() {
        assertThat(Attributes.of(Map.of())).isSameAs(Attributes.NONE);
        assertThat(Attributes.of(Map.of("bold", JsonBoolean.TRUE)).values()).containsOnlyKeys("bold");
    }

    private static Attributes of(String json) {
        return Attributes.of((JsonObject) JsonText.parse(json.replace('\'', '"'), JsonLimits.DEFAULT));
    }
}
