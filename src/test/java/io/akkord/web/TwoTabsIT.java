package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.client;
import static io.akkord.web.Tabs.online;
import static io.akkord.web.Tabs.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page in two TABS on the real server, which is restarted, killed and lost under them. */
class TwoTabsIT {
    private static final String TYPIST = resource("/web/typist.js");

    @RegisterExtension
    static final Tabs TABS = new Tabs("two-TABS");

    @Test
    void twoTabsThatTypeAtOnceHoldTheTextOfTheServer() {
        Page ann = TABS.open("at-once");
        Page bob = TABS.open("at-once");

        type(ann, "ann", 80, 5);
        type(bob, "bob", 80, 5);

        assertThat(convergedLines("at-once", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 80, "bob", 80));
    }

    @Test
    void keysReachTheOtherTab() {
        Page ann = TABS.open("keys");
        Page bob = TABS.open("keys");

        ann.locator(".cm-content").pressSequentially("Grüße, 世界 😀");
        ann.keyboard().press("Enter");
        ann.keyboard().type("second");
        ann.keyboard().press("Backspace");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bob.locator(".cm-line").allInnerTexts()).startsWith("Grüße, 世界 😀");
            assertThat(TABS.converged("keys", ann, bob)).isEqualTo("Grüße, 世界 😀\nsecon");
        });
    }

    @Test
    void anOrderlyRestartLosesAndDoublesNothing() {
        Page ann = TABS.open("restart");
        Page bob = TABS.open("restart");
        type(ann, "ann", 200, 20);
        type(bob, "bob", 200, 20);

        TABS.server().restart();

        assertThat(convergedLines("restart", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 200, "bob", 200));
    }

    @Test
    void aCrashLosesAndDoublesNothing() {
        Page ann = TABS.open("crash");
        Page bob = TABS.open("crash");
        type(ann, "ann", 200, 20);
        type(bob, "bob", 200, 20);
        await().atMost(PATIENCE).until(() -> TABS.server().text("crash").contains("ann-10"));

        TABS.server().crash();

        assertThat(convergedLines("crash", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 200, "bob", 200));
    }

    @Test
    void editsMadeOfflineAreThereWhenTheTabIsBack() {
        Page ann = TABS.open("offline");
        Page bob = TABS.open("offline");
        type(ann, "before", 1, 0);
        TABS.converged("offline", ann, bob);

        ann.context().setOffline(true);
        await().atMost(PATIENCE).until(() -> ann.locator("#words").innerText().startsWith("Offline"));
        type(ann, "ann", 30, 1);
        type(bob, "bob", 30, 1);
        await().atMost(PATIENCE).until(() -> pending(ann) == 30 && pending(bob) == 0);
        assertThat(ann.locator("#pending").innerText()).isEqualTo("30 edits waiting");
        ann.context().setOffline(false);

        assertThat(convergedLines("offline", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("before", 1, "ann", 30, "bob", 30));
    }

    @Test
    void aDuplicatedTabTakesItsOwnIdAndAReloadKeepsIt() {
        Page first = TABS.open("identity");
        Page second = first.context().waitForPage(() -> first.evaluate("window.open(location.href)"));
        online(second);

        assertThat(client(second)).isNotEqualTo(client(first));
        type(first, "first", 5, 1);
        type(second, "second", 5, 1);
        assertThat(convergedLines("identity", first, second))
                .containsExactlyInAnyOrderElementsOf(lines("first", 5, "second", 5));
        String kept = client(first);
        first.reload();
        online(first);
        assertThat(client(first)).isEqualTo(kept);
    }

    @Test
    void aPageWithoutARoomIsGivenAFreshOne() {
        Page page = TABS.profile().newPage();
        page.navigate(TABS.server().url("/"));
        online(page);

        assertThat(page.url()).matches(".*/\\?room=[a-z]+-[a-z]+-[0-9]{3}");
        assertThat(page.url()).endsWith(page.locator("#room").innerText());
    }

    private static void type(Page page, String tag, int count, int pause) {
        page.evaluate(TYPIST, Map.of("tag", tag, "count", count, "pause", pause));
    }

    private static List<String> lines(Object... tagsAndCounts) {
        return IntStream.range(0, tagsAndCounts.length / 2)
                .boxed()
                .flatMap(i -> IntStream.range(0, (int) tagsAndCounts[2 * i + 1])
                        .mapToObj(n -> tagsAndCounts[2 * i] + "-" + n))
                .toList();
    }

    private static List<String> convergedLines(String room, Page... pages) {
        return TABS.converged(room, pages).lines().toList();
    }

    private static String resource(String name) {
        try (InputStream in = TwoTabsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
