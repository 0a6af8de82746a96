package io.akkord.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.akkord.bench.client.ServerAddress;
import io.akkord.bench.load.LoadResult;
import io.akkord.bench.load.Percentiles;
import io.akkord.bench.load.Percentiles.Point;
import io.akkord.bench.load.Plan;
import io.akkord.bench.load.Sample;
import io.akkord.bench.load.Totals;
import io.akkord.bench.load.Verdict;
import io.akkord.web.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it: one file, no network, every number in its place. */
class HtmlReportTest {
    private static Chromium chromium;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static LoadResult result(List<String> faults) {
        Plan plan = new Plan(
                ServerAddress.of("http://127.0.0.1:9", "secret-token"),
                Plan.Kind.ROOMS,
                4,
                2,
                1,
                0,
                Duration.ofSeconds(8),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                "bench-x",
                1000,
                1000,
                false,
                7);
        Percentiles times = new Percentiles(1234, 2.5, 1.5, 3, 4, 9.25, 20, 31);
        List<Sample> samples = IntStream.rangeClosed(1, 10)
                .mapToObj(i -> new Sample(i, 1, i > 2, 100 + i, 200, 0, times, times))
                .toList();
        List<Point> curve = List.of(new Point(50, 1.5), new Point(90, 3), new Point(99, 9.25), new Point(99.9, 20));
        Totals totals = new Totals(8, 1234, 1200, 2400, times, times, curve, curve, Map.of("OVERLOADED", 3L), 1);
        return new LoadResult(
                plan,
                Instant.parse("2026-01-02T03:04:05Z"),
                false,
                0.5,
                totals,
                samples,
                new Verdict(1500, 1500, faults));
    }

    private Page show(LoadResult result, ColorScheme scheme, List<String> troubles) throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), HtmlReport.of(result));
        Page page = chromium.browser().newPage(new Browser.NewPageOptions().setColorScheme(scheme));
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> troubles.add(message.text()));
        page.onRequest(request -> {
            if (!request.url().startsWith("file:")) {
                troubles.add(request.url());
            }
        });
        page.navigate(file.toUri().toString());
        return page;
    }

    @Test
    void all_charts_are_drawn_without_network_and_without_a_word_in_the_console() throws IOException {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            List<String> troubles = new ArrayList<>();
            try (Page page = show(result(List.of()), scheme, troubles)) {
                assertThat(page.locator("html").getAttribute("data-drawn")).isEqualTo("5");
                assertThat(page.locator("#verdict").textContent()).contains("Check passed");
                assertThat(page.locator("#times").textContent()).contains("1,234", "9.25", "31");
                assertThat(page.locator("#figures").textContent()).contains("154", "9.25");
                assertThat(page.locator("#counts").textContent()).contains("OVERLOADED 3", "1,500 versions");
                assertThat(page.locator("pre").textContent()).contains("MIT License", "Chart.js Contributors");
                assertThat((Boolean) page.evaluate(
                                "() => [...document.querySelectorAll('canvas')].every(c => c.getContext('2d')"
                                        + ".getImageData(0, 0, c.width, c.height).data.some(v => v !== 0))"))
                        .as("every chart has ink")
                        .isTrue();
                assertThat((Boolean) page.evaluate(
                                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as("nothing reaches beyond the page")
                        .isTrue();
            }
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void a_failed_check_is_shown_as_text_whatever_is_in_it() throws IOException {
        List<String> troubles = new ArrayList<>();
        String fault = "room: </script><img src=x onerror=alert(1)> is not what it was";
        try (Page page = show(result(List.of(fault)), ColorScheme.LIGHT, troubles)) {
            assertThat(page.locator("#verdict").textContent()).contains("Check failed");
            assertThat(page.locator("#faults li").textContent()).isEqualTo(fault);
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void the_token_is_in_no_result() {
        assertThat(HtmlReport.of(result(List.of()))).doesNotContain("secret-token");
        assertThat(ResultJson.of(result(List.of()))).doesNotContain("secret-token");
    }
}
