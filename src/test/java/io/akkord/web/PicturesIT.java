package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of the page in both themes, wide and narrow, under {@code target/screenshots}; in none of them anything sticks out. */
class PicturesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(1280, 375, 320);

    @TempDir
    static Path data;

    private static Tabs tabs;

    @BeforeAll
    static void open() {
        tabs = new Tabs(data, "pictures");
    }

    @AfterAll
    static void close() {
        tabs.close();
    }

    @AfterEach
    void closeTabs() {
        tabs.closeAll();
    }

    @Test
    void thePageLooksWellInWhateverStateItIs() {
        Page ann = tabs.open("minutes-of-the-garden-group-2026");
        ann.locator(".cm-content")
                .pressSequentially("# Minutes\n\nEverybody writes here at the same time.\nNothing is ever lost.\n");
        Page bob = tabs.open("minutes-of-the-garden-group-2026");
        bob.locator("#open-people").click();
        bob.locator("#name").fill("Bob of the very long name, gardener");
        bob.keyboard().press("Escape");
        bob.evaluate("akkord.view.dispatch({ selection: { anchor: 11, head: 50 } })");
        await().atMost(PATIENCE)
                .until(() -> ann.locator(".peer-selection").count() > 0
                        && ann.locator("#people").textContent().contains("Bob"));
        pictures(ann, "two");

        ann.locator("#open-people").click();
        pictures(ann, "people");
        ann.keyboard().press("Escape");

        ann.locator("#open-list").click();
        ann.locator("#new-name").fill("not a name");
        ann.keyboard().press("Enter");
        shows(ann, "#new-problem", "cannot be in a name");
        pictures(ann, "rooms");
        ann.keyboard().press("Escape");

        ann.context().setOffline(true);
        ann.locator(".cm-content").focus();
        ann.keyboard().type("offline");
        shows(ann, "#pending", "7 edits waiting");
        pictures(ann, "offline");
        ann.context().setOffline(false);
        Tabs.online(ann);

        bob.evaluate("fetch('/v1/rooms/minutes-of-the-garden-group-2026', { method: 'DELETE' })");
        shows(ann, "#notices", "This room was deleted.");
        pictures(ann, "deleted");
    }

    private static void pictures(Page page, String state) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : WIDTHS) {
                page.setViewportSize(width, 720);
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("nothing of %s sticks out at %d", state, width)
                        .isEqualTo(true);
                String name = state + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
            }
        }
    }
}
