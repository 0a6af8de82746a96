package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in two tabs on the real server, which is restarted, killed and lost under them. */
class TwoTabsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String TYPIST = resource("/web/typist.js");

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        server = new ServerProcess(data, Path.of("target", "server-logs", "two-tabs.log"));
    }

    @AfterAll
    static void close() {
        chromium.close();
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void closeTabs() {
        chromium.browser().contexts().forEach(BrowserContext::close);
        assertThat(faults)
                .as("errors in the pages, and what their security policy forbade")
                .isEmpty();
    }

    private final List<String> faults = new ArrayList<>();

    @Test
    void twoTabsThatTypeAtOnceHoldTheTextOfTheServer() {
        Page ann = tab("at-once");
        Page bob = tab("at-once");

        type(ann, "ann", 80, 5);
        type(bob, "bob", 80, 5);

        assertThat(convergedLines("at-once", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 80, "bob", 80));
    }

    @Test
    void keysReachTheOtherTab() {
        Page ann = tab("keys");
        Page bob = tab("keys");

        ann.locator(".cm-content").pressSequentially("Grüße, 世界 😀");
        ann.keyboard().press("Enter");
        ann.keyboard().type("second");
        ann.keyboard().press("Backspace");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bob.locator(".cm-line").allInnerTexts()).startsWith("Grüße, 世界 😀");
            assertThat(converged("keys", ann, bob)).isEqualTo("Grüße, 世界 😀\nsecon");
        });
    }

    @Test
    void anOrderlyRestartLosesAndDoublesNothing() {
        Page ann = tab("restart");
        Page bob = tab("restart");
        type(ann, "ann", 200, 20);
        type(bob, "bob", 200, 20);

        server.restart();

        assertThat(convergedLines("restart", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 200, "bob", 200));
    }

    @Test
    void aCrashLosesAndDoublesNothing() {
        Page ann = tab("crash");
        Page bob = tab("crash");
        type(ann, "ann", 200, 20);
        type(bob, "bob", 200, 20);
        await().atMost(PATIENCE).until(() -> server.text("crash").contains("ann-10"));

        server.crash();

        assertThat(convergedLines("crash", ann, bob))
                .containsExactlyInAnyOrderElementsOf(lines("ann", 200, "bob", 200));
    }

    @Test
    void editsMadeOfflineAreThereWhenTheTabIsBack() {
        Page ann = tab("offline");
        Page bob = tab("offline");
        type(ann, "before", 1, 0);
        converged("offline", ann, bob);

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
        Page first = tab("identity");
        Page second = first.context().waitForPage(() -> first.evaluate("window.open(location.href)"));
        ready(second);

        assertThat(client(second)).isNotEqualTo(client(first));
        type(first, "first", 5, 1);
        type(second, "second", 5, 1);
        assertThat(convergedLines("identity", first, second))
                .containsExactlyInAnyOrderElementsOf(lines("first", 5, "second", 5));
        String kept = client(first);
        first.reload();
        ready(first);
        assertThat(client(first)).isEqualTo(kept);
    }

    @Test
    void aPageWithoutARoomIsGivenAFreshOne() {
        Page page = chromium.browser().newPage();
        page.navigate(server.url("/"));
        ready(page);

        assertThat(page.url()).matches(".*/\\?room=[a-z]+-[a-z]+-[0-9]{3}");
        assertThat(page.url()).endsWith(page.locator("#room").innerText());
    }

    @Test
    void othersAreShownByNameAndItLooksWellInBothThemes() {
        Page ann = tab("pictures");
        ann.locator(".cm-content")
                .pressSequentially("# Minutes\n\nEverybody writes here at the same time.\nNothing is ever lost.\n");
        Page bob = tab("pictures");
        bob.locator("#name").fill("Bob");
        bob.locator(".cm-line").nth(2).click();

        await().atMost(PATIENCE).until(() -> ann.locator("#people").innerText().contains("Bob"));
        await().atMost(PATIENCE).until(() -> ann.locator(".peer-name").count() == 1);
        assertThat(ann.locator(".peer-name").textContent()).isEqualTo("Bob");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            ann.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (Map.Entry<String, Integer> width :
                    Map.of("wide", 1180, "narrow", 390).entrySet()) {
                ann.setViewportSize(width.getValue(), 720);
                assertThat(ann.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("nothing sticks out")
                        .isEqualTo(true);
                String name = scheme.name().toLowerCase(Locale.ROOT) + "-" + width.getKey() + ".png";
                ann.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
            }
        }
    }

    /** A tab of its own browser profile on a room, joined. */
    private Page tab(String room) {
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(1180, 720))
                .newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        page.navigate(server.url("/?room=" + room));
        ready(page);
        return page;
    }

    private static void ready(Page page) {
        await().atMost(PATIENCE).until(() -> "online".equals(page.evaluate("globalThis.akkord?.room.state")));
    }

    private static void type(Page page, String tag, int count, int pause) {
        page.evaluate(TYPIST, Map.of("tag", tag, "count", count, "pause", pause));
    }

    private static int pending(Page page) {
        return (int) page.evaluate("akkord.room.pending");
    }

    private static String client(Page page) {
        return (String) page.evaluate("akkord.room.client");
    }

    private static List<String> lines(Object... tagsAndCounts) {
        return IntStream.range(0, tagsAndCounts.length / 2)
                .boxed()
                .flatMap(i -> IntStream.range(0, (int) tagsAndCounts[2 * i + 1])
                        .mapToObj(n -> tagsAndCounts[2 * i] + "-" + n))
                .toList();
    }

    private static List<String> convergedLines(String room, Page... pages) {
        return converged(room, pages).lines().toList();
    }

    /** Waits until every editor, every room client and the server hold one text, with nothing pending; returns it. */
    private static String converged(String room, Page... pages) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (Page page : pages) {
                assertThat(page.evaluate("akkord.typing ?? 0")).isEqualTo(0);
                assertThat(pending(page)).isZero();
            }
            String text = server.text(room);
            for (Page page : pages) {
                assertThat(page.evaluate("akkord.room.text")).isEqualTo(text);
                assertThat(page.evaluate("akkord.view.state.doc.toString()")).isEqualTo(text);
            }
        });
        return server.text(room);
    }

    private static String resource(String name) {
        try (InputStream in = TwoTabsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
