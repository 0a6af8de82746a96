package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operational transform of the browser client, in a browser. */
class BrowserOtTest {
    private static final int SEED = 20260;
    private static final int CASES = Boolean.getBoolean("akkord.soak") ? 5_000_000 : 120_000;

    @AutoClose
    private static final BlankPage PAGE = new BlankPage();

    @ParameterizedTest
    @ValueSource(strings = {"ascii", "bmp", "astral", "rich", "embed", "mixed", "split"})
    void agreesWithQuillDeltaOnTheConformanceVectors(String profile) {
        Map<?, ?> result =
                (Map<?, ?>) PAGE.evaluate("async (name) => (await import('/test/vectors.js')).profile(name)", profile);

        assertThat((List<?>) result.get("failures")).isEmpty();
        assertThat(result.get("compared")).isEqualTo(500 * 13);
    }

    @Test
    void refusesWhatMustBeRefused() {
        Map<?, ?> result = (Map<?, ?>) PAGE.evaluate("async () => (await import('/test/vectors.js')).refusals()", null);

        assertThat((List<?>) result.get("failures")).isEmpty();
        assertThat(result.get("compared")).isEqualTo(22);
    }

    @Test
    void obeysTheLawsOnRandomCases() {
        Object smallest = PAGE.evaluate(
                "async ([seed, count]) => (await import('/test/laws.js')).check(seed, count)", List.of(SEED, CASES));

        assertThat(smallest).as("smallest failing case, from seed %d", SEED).isNull();
    }
}
