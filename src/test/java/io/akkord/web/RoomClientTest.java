package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The room client in a browser: scripted plays against a fake socket, random ones against a model of the server. */
class RoomClientTest {
    private static final int SEED = 1;
    private static final int STORMS = Boolean.getBoolean("akkord.soak") ? 20_000 : 400;

    @AutoClose
    private static final BlankPage PAGE = new BlankPage();

    @TestFactory
    Stream<DynamicTest> submitting() {
        return PAGE.plays("plays-submitting.js");
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        return PAGE.plays("plays-refusals.js");
    }

    @TestFactory
    Stream<DynamicTest> connection() {
        return PAGE.plays("plays-connection.js");
    }

    @TestFactory
    Stream<DynamicTest> presence() {
        return PAGE.plays("plays-presence.js");
    }

    @TestFactory
    Stream<DynamicTest> identity() {
        return PAGE.plays("plays-identity.js");
    }

    @TestFactory
    Stream<DynamicTest> drafts() {
        return PAGE.plays("plays-drafts.js");
    }

    @Test
    void convergesAndLosesNothingWhateverTheNetworkDoes() {
        assertThat(storms(false, false)).isEmpty();
    }

    @Test
    void losesNothingWhenTheServerStartsAnewFromASnapshot() {
        assertThat(storms(true, false)).isEmpty();
    }

    @Test
    void doublesNothingWhenPagesAreReloadedOrCrash() {
        assertThat(storms(false, true)).isEmpty();
    }

    @Test
    void doublesNothingWhenPagesAndServerStartAnew() {
        assertThat(storms(true, true)).isEmpty();
    }

    private static List<?> storms(boolean resets, boolean reloads) {
        return (List<?>) PAGE.evaluate(
                "async ([seed, count, resets, reloads]) => (await import('/test/storm.js')).storms(seed, count, {resets, reloads})",
                List.of(SEED, STORMS, resets, reloads));
    }
}
