package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server, a browser, and tabs on its pages, for all tests of a class. The tabs are closed after each test, which fails where a page had
 * an error or did what its security policy forbids.
 */
final class Tabs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> faults = new ArrayList<>();
    private final String log;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable Chromium chromium;
    private @Nullable ServerProcess server;

    /** @param log what the log of the server is called */
    Tabs(String log) {
        this.log = log;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path data = Files.createTempDirectory("akkord-" + log);
        open.push(() -> remove(data));
        chromium = opened(new Chromium());
        server = opened(new ServerProcess(data, Path.of("target", "server-logs", log + ".log")));
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private static void remove(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        browser().contexts().forEach(BrowserContext::close);
        List<String> found = List.copyOf(faults);
        faults.clear();
        assertThat(found)
                .as("errors in the pages, and what their security policy forbade")
                .isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    ServerProcess server() {
        return Objects.requireNonNull(server);
    }

    private Browser browser() {
        return Objects.requireNonNull(chromium).browser();
    }

    /** A profile of its own, whose tabs share storage and network. */
    BrowserContext profile() {
        return profile(new Browser.NewContextOptions());
    }

    /** A profile whose requests tests can answer themselves: past a service worker they would not see them. */
    BrowserContext profileWithoutWorkers() {
        return profile(new Browser.NewContextOptions().setServiceWorkers(ServiceWorkerPolicy.BLOCK));
    }

    private BrowserContext profile(Browser.NewContextOptions options) {
        BrowserContext profile = browser().newContext(options.setViewportSize(1180, 720));
        profile.onPage(page -> {
            page.onPageError(faults::add);
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    faults.add(message.text());
                }
            });
        });
        return profile;
    }

    /** A tab of a profile of its own on a room, joined. */
    Page open(String room) {
        return open(profile(), room);
    }

    /** Another tab of a profile on a room, joined. */
    Page open(BrowserContext profile, String room) {
        Page page = profile.newPage();
        page.navigate(server().url("/?room=" + room));
        online(page);
        return page;
    }

    /** A tab of a profile of its own on a namespace, joined. */
    Page openNamespace(String namespace) {
        Page page = profile().newPage();
        page.navigate(server().url("/namespace.html?ns=" + namespace));
        online(page);
        return page;
    }

    static void online(Page page) {
        await().atMost(PATIENCE)
                .until(() -> "online"
                        .equals(page.evaluate("(globalThis.akkord?.room ?? globalThis.akkord?.namespace)?.state")));
    }

    static int pending(Page page) {
        return (int) page.evaluate("(akkord.room ?? akkord.namespace).pending");
    }

    static String client(Page page) {
        return (String) page.evaluate("(akkord.room ?? akkord.namespace).client");
    }

    /** The words an element shows at last. */
    static void shows(Page page, String selector, String words) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(page.locator(selector).innerText()).contains(words));
    }

    /** Waits until every editor, every room client and the server hold one text, with nothing pending; returns it. */
    String converged(String room, Page... pages) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (Page page : pages) {
                assertThat(page.evaluate("akkord.typing ?? 0")).isEqualTo(0);
                assertThat(pending(page)).isZero();
            }
            String text = server().text(room);
            for (Page page : pages) {
                assertThat(page.evaluate("akkord.room.text")).isEqualTo(text);
                assertThat(page.evaluate("akkord.view.state.doc.toString()")).isEqualTo(text);
            }
        });
        return server().text(room);
    }
}
