package io.akkord.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncodedTest {
    private static final String[] KEYS = {"a", "b:1", "b:2", "\u0000mfe"};

    private static Encoded commit() {
        StringBuilder text = new StringBuilder("{\"changes\":[");
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < KEYS.length; i++) {
            text.append(i == 0 ? "" : ",");
            int from = text.length();
            text.append("{\"n\":").append(i).append('}');
            parts.add(new Part(KEYS[i], from, text.length(), text.length() - 2));
        }
        return new Encoded(utf8(text.append("],\"x\":1}").toString()), parts, true);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Interest like(String... patterns) {
        return Interest.in(
                Set.of(), List.of(patterns).stream().map(KeyPattern::of).toList());
    }

    private static String cut(Interest interest) {
        return new String(commit().cut(interest), StandardCharsets.UTF_8);
    }

    @Test
    void aCommitIsCutToWhatIsOfInterest() {
        assertThat(cut(Interest.ALL)).isEqualTo("{\"changes\":[{\"n\":0},{\"n\":1},{\"n\":2},{\"n\":3}],\"x\":1}");
        assertThat(cut(Interest.in(Set.of("a"), List.of()))).isEqualTo("{\"changes\":[{\"n\":0},{\"n\":3}],\"x\":1}");
        assertThat(cut(like("b:*"))).isEqualTo("{\"changes\":[{\"n\":1},{\"n\":2},{\"n\":3}],\"x\":1}");
        assertThat(cut(Interest.in(Set.of("a", "b:2"), List.of())))
                .isEqualTo("{\"changes\":[{\"n\":0},{\"n\":2},{\"n\":3}],\"x\":1}");
        assertThat(cut(like("c*"))).isEqualTo("{\"changes\":[{\"n\":3}],\"x\":1}");
        assertThat(cut(Interest.in(Set.of(), List.of()))).isEqualTo("{\"changes\":[{\"n\":3}],\"x\":1}");
    }

    @Test
    void whatIsOfTheWholeIsForEverybody() {
        assertThat(cut(like("*"))).isEqualTo("{\"changes\":[{\"n\":0},{\"n\":1},{\"n\":2},{\"n\":3}],\"x\":1}");
    }

    @Test
    void theChangesAreAListOfTheirOwn() {
        assertThat(new String(commit().changes(), StandardCharsets.UTF_8))
                .isEqualTo("[{\"n\":0},{\"n\":1},{\"n\":2},{\"n\":3}]");
        assertThat(new String(Encoded.whole(utf8("{}")).changes(), StandardCharsets.UTF_8))
                .isEqualTo("[]");
    }

    @Test
    void aWholeCommitIsGivenAsItIs() {
        Encoded whole = Encoded.whole(utf8("{}"));
        assertThat(whole.cut(Interest.ALL)).isSameAs(whole.bytes());
        assertThat(whole.cut(like("*"))).isEmpty();
    }
}
