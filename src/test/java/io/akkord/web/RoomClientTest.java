package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
        return plays("plays-submitting.js");
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        return plays("plays-refusals.js");
    }

    @TestFactory
    Stream<DynamicTest> connection() {
        return plays("plays-connection.js");
    }

    @TestFactory
    Stream<DynamicTest> presence() {
        return plays("plays-presence.js");
    }

    @TestFactory
    Stream<DynamicTest> identity() {
        return plays("plays-identity.js");
    }

    @TestFactory
    Stream<DynamicTest> drafts() {
        return plays("plays-drafts.js");
    }

    @TestFactory
    Stream<DynamicTest> changes() {
        return plays("plays-changes.js");
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

    private static Stream<DynamicTest> plays(String file) {
        List<?> names =
                (List<?>) page.evaluate("async (file) => Object.keys((await import('/test/' + file)).plays)", file);
        assertThat(names).isNotEmpty();
        return names.stream().map(name -> dynamicTest((String) name, () -> play(file, (String) name)));
    }

    private static void play(String file, String name) {
        page.evaluate("async ([file, name]) => (await import('/test/' + file)).plays[name]()", List.of(file, name));
    }
}
