package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The client of namespaces and the parts of their page in a browser, without a server. */
class NamespaceClientTest {
    private static final int SEED = 1;
    private static final int STORMS = Boolean.getBoolean("akkord.soak") ? 20_000 : 400;

    @AutoClose
    private static final BlankPage PAGE = new BlankPage();

    @TestFactory
    Stream<DynamicTest> conversations() {
        return PAGE.plays("plays-namespace.js");
    }

    @TestFactory
    Stream<DynamicTest> partsOfThePage() {
        return PAGE.plays("plays-namespace-page.js");
    }

    @Test
    void convergesDoublesNothingAndOverwritesNothingUnseenWhateverTheNetworkDoes() {
        assertThat(storms(false)).isEmpty();
    }

    @Test
    void losesNothingUnsaidWhenTheServerStartsAnewFromASnapshot() {
        assertThat(storms(true)).isEmpty();
    }

    private static List<?> storms(boolean resets) {
        return (List<?>) PAGE.evaluate(
                "async ([seed, count, resets]) => (await import('/test/namespace-storm.js')).storms(seed, count, {resets})",
                List.of(SEED, STORMS, resets));
    }
}
