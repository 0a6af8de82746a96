package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The room client in a browser: scripted plays against a fake socket, random ones against a model of the server. */
class RoomClientTest {
    private static final int SEED = 1;
    private static final int STORMS = Boolean.getBoolean("akkord.soak") ? 20_000 : 400;

    private static BlankPage page;

    @BeforeAll
    static void open() {
        page = new BlankPage();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @TestFactory
    Stream<DynamicTest> submitting() {
        return page.plays("plays-submitting.js");
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        return page.plays("plays-refusals.js");
    }

    @TestFactory
    Stream<DynamicTest> connection() {
        return page.plays("plays-connection.js");
    }

    @TestFactory
    Stream<DynamicTest> presence() {
        return page.plays("plays-presence.js");
    }

    @TestFactory
    Stream<DynamicTest> identity() {
        return page.plays("plays-identity.js");
    }

    @TestFactory
    Stream<DynamicTest> drafts() {
        return page.plays("plays-drafts.js");
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
        return (List<?>) page.evaluate(
                "async ([seed, count, resets, reloads]) => (await import('/test/storm.js')).storms(seed, count, {resets, reloads})",
                List.of(SEED, STORMS, resets, reloads));
    }
}
