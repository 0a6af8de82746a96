package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.akkord.LiveServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that renders the OpenAPI document, in a browser, as the server serves it. */
class ApiPageTest {
    @TempDir
    Path folder;

    @Test
    void it_shows_every_operation_and_asks_nobody_else() {
        List<String> complaints = new CopyOnWriteArrayList<>();
        List<String> addresses = new CopyOnWriteArrayList<>();
        try (LiveServer server = new LiveServer(folder);
                Chromium chromium = new Chromium()) {
            Page page = chromium.browser().newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onRequest(request -> addresses.add(request.url()));
            page.navigate(server.uri("/api").toString());
            page.waitForSelector(".opblock");
            Object operations = page.evaluate("fetch('/openapi.json').then(answer => answer.json())"
                    + ".then(api => Object.values(api.paths).flatMap(Object.keys)"
                    + ".filter(key => ['get', 'put', 'post', 'patch', 'delete'].includes(key)).length)");
            assertThat(page.locator(".opblock").count()).isEqualTo(operations);
            assertThat(page.locator(".info .title").textContent()).contains("Akkord");

            page.locator("#operations-health-isAlive .opblock-summary").click();
            page.locator("#operations-health-isAlive .try-out__btn").click();
            page.locator("#operations-health-isAlive .execute").click();
            page.waitForSelector("#operations-health-isAlive .live-responses-table");
            assertThat(page.locator("#operations-health-isAlive .live-responses-table")
                            .textContent())
                    .contains("healthy")
                    .contains("200");
            String own = server.uri("/").toString();
            assertThat(addresses).allMatch(address -> address.startsWith(own) || address.startsWith("data:"));
        }
        assertThat(complaints).isEmpty();
    }
}
