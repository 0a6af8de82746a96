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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures of the pages in both themes, wide and narrow, under {@code target/screenshots}; in none of them anything sticks out. */
class PicturesIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(1280, 375, 320);

    @RegisterExtension
    static final Tabs TABS = new Tabs("pictures");

    @Test
    void thePageLooksWellInWhateverStateItIs() {
        Page ann = TABS.open("minutes-of-the-garden-group-2026");
        ann.locator(".cm-content")
                .pressSequentially("# Minutes\n\nEverybody writes here at the same time.\nNothing is ever lost.\n");
        Page bob = TABS.open("minutes-of-the-garden-group-2026");
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

    @Test
    void thePageOfNamespacesLooksWellInWhateverStateItIs() {
        Page ann = TABS.openNamespace("shop-of-the-garden-group-2026");
        ann.evaluate("""
                () => {
                  const submit = (...changes) => akkord.namespace.submit(changes, { source: 'checkout' });
                  submit({ op: 'register', mfe: { id: 'cart', framework: 'react', version: '19.1', metadata: { team: 'checkout', slots: [1, 2] } } },
                    { op: 'register', mfe: { id: 'a-registry-entry-with-a-rather-long-name', framework: 'vue', version: '3.5' } });
                  for (let i = 1; i < 9; i++) submit({ op: 'set', key: `cart:items/${i}`, value: { sku: `seed-${i}`, count: i, note: 'as always' } });
                  submit({ op: 'set', key: 'user:name', value: 'Ann' }, { op: 'set', key: 'user:settings/theme', value: 'dark' },
                    { op: 'set', key: 'total', value: 1234.5 }, { op: 'set', key: 'checkout:open', value: true });
                  submit({ op: 'set', key: `a:rather/long:key/that:stands/${'deep/'.repeat(9)}x`, value: 'y'.repeat(300) });
                  submit({ op: 'delete', key: 'user:name' });
                }
                """);
        shows(ann, "#key-words", "12 keys");
        await().atMost(PATIENCE).until(() -> Tabs.pending(ann) == 0);
        Page bob = TABS.openNamespace("shop-of-the-garden-group-2026");
        pictures(bob, "namespace-keys");
        bob.locator("#tab-changes").click();
        shows(bob, "#recent", "total");
        pictures(bob, "namespace-changes");
        bob.locator("#tab-mfes").click();
        bob.locator("#mfes summary").click();
        pictures(bob, "namespace-mfes");

        bob.locator("#recent button").last().dispatchEvent("click");
        bob.locator("#value").fill("{ count: 7 }");
        bob.locator("#save").click();
        shows(bob, "#value-problem", "not JSON");
        pictures(bob, "namespace-fault");
        bob.locator("#value").fill("{\"sku\": \"mine\", \"count\": 7, \"note\": \"a different one\"}");
        String key = bob.locator("#key").inputValue();
        ann.evaluate("(key) => akkord.namespace.submit([{ op: 'merge', key, value: { count: 99 } }])", key);
        shows(bob, "#stale", "Meanwhile");
        pictures(bob, "namespace-stale");
        bob.locator("#save").click();
        shows(bob, "#conflicts", "Take mine");
        pictures(bob, "namespace-conflict");
        bob.locator("#open-list").click();
        shows(bob, "#list", "shop-of-the");
        pictures(bob, "namespaces");
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
