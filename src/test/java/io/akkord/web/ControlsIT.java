package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The controls around the text: keyboard, theme, the link to share. */
class ControlsIT {
    private static final String FOCUSED = "document.activeElement.id || document.activeElement.className";
    private static final String PAPER = "getComputedStyle(document.querySelector('main')).backgroundColor";
    private static final String LIGHT = "rgb(255, 255, 255)";
    private static final String DARK = "rgb(23, 23, 29)";

    @RegisterExtension
    static final Tabs TABS = new Tabs("controls");

    @Test
    void everythingIsReachedByTabInTheOrderInWhichItIsSeen() {
        Page page = TABS.open("keyboard");
        page.evaluate("document.activeElement.blur()");

        List<Object> reached = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            page.keyboard().press("Tab");
            reached.add(page.evaluate(FOCUSED));
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                            + " || getComputedStyle(document.activeElement).borderTopStyle !== 'none'"
                            + " || document.activeElement.id === 'text'"))
                    .as("the focus on %s is seen", reached.get(i))
                    .isEqualTo(true);
        }

        assertThat(reached).containsExactly("skip", "brand", "open-list", "share", "open-people", "theme", "text");
        page.keyboard().type("typed");
        page.keyboard().press("Tab");
        assertThat(page.evaluate(FOCUSED)).as("Tab leads out of the text again").isNotEqualTo("text");
        assertThat(page.evaluate("akkord.room.text")).isEqualTo("typed");
        page.evaluate("document.activeElement.blur()");
        page.locator(".skip").focus();
        page.keyboard().press("Enter");
        assertThat(page.evaluate(FOCUSED)).isEqualTo("text");
    }

    @Test
    void escapeClosesTheListsAndGivesTheFocusBack() {
        Page page = TABS.open("escape");
        for (String button : List.of("open-list", "open-people")) {
            String list = button.equals("open-list") ? "#drawer" : "#people-panel";
            page.locator("#" + button).focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(list).isVisible()).isTrue();
            page.keyboard().press("Tab");
            assertThat(page.evaluate("(list) => !!document.activeElement.closest(list)", list))
                    .as("Tab leads into %s", list)
                    .isEqualTo(true);
            page.keyboard().press("Escape");
            await().atMost(PATIENCE).until(() -> !page.locator(list).isVisible());
            assertThat(page.evaluate(FOCUSED)).isEqualTo(button);
        }
    }

    @Test
    void everyControlHasANameAndThePageHasItsLandmarks() {
        Page page = TABS.open("names-of-controls");
        page.locator("#open-list").click();

        assertThat(page.evaluate("() => [...document.querySelectorAll('button, a, input')].filter((control) =>"
                        + " !control.hidden && !(control.ariaLabel || control.textContent.trim()"
                        + " || control.labels?.length > 0)).map(({ id }) => id)"))
                .as("controls without a name")
                .isEqualTo(List.of());
        for (String landmark : List.of("header", "main", "footer", "h1", "[role=status][aria-live=polite]")) {
            assertThat(page.locator(landmark).count()).as(landmark).isEqualTo(1);
        }
        assertThat(page.locator(".cm-content").getAttribute("aria-label")).isEqualTo("Shared text");
    }

    @Test
    void theThemeFollowsTheSystemUntilSomebodyChoosesOneAndThenIsRemembered() {
        Page page = TABS.open("theme");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.evaluate(PAPER)).isEqualTo(DARK);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(page.evaluate(PAPER)).isEqualTo(LIGHT);

        page.locator("#theme").click();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.evaluate(PAPER)).as("light, whatever the system says").isEqualTo(LIGHT);
        page.locator("#theme").click();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(page.evaluate(PAPER)).isEqualTo(DARK);
        page.reload();
        Tabs.online(page);
        assertThat(page.evaluate(PAPER)).as("after a reload").isEqualTo(DARK);
        assertThat(page.locator("#theme").getAttribute("aria-label")).startsWith("Colours: dark");
        page.locator("#theme").click();
        assertThat(page.evaluate(PAPER)).as("as the system has it again").isEqualTo(LIGHT);
    }

    @Test
    void whoWantsNoMotionGetsNone() {
        Page page = TABS.open("motion");
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        Page other = TABS.open("motion");
        other.evaluate("akkord.view.focus()");

        await().atMost(PATIENCE).until(() -> page.locator(".peer-name").count() == 1);
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.peer-name')).animationTimingFunction"))
                .isEqualTo("steps(1)");
    }

    @Test
    void theLinkIsCopiedWithoutTheToken() {
        BrowserContext profile = TABS.profile();
        profile.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        Page page = profile.newPage();
        page.navigate(TABS.server().url("/?room=link#token=secret"));
        Tabs.online(page);

        page.locator("#share").click();

        shows(page, "#share-label", "Copied");
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo(TABS.server().url("/?room=link"));
        shows(page, "#announcement", "is copied");
        shows(page, "#share-label", "Copy link");
    }

    @Test
    void whereThereIsNoClipboardTheLinkIsCopiedTheOldWayOrShown() {
        Page page = TABS.open("no-clipboard");
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        page.evaluate("() => document.addEventListener('copy', () => { globalThis.copied = getSelection().toString()"
                + " || document.activeElement.value; })");
        page.locator("#share").click();
        shows(page, "#share-label", "Copied");
        assertThat(page.evaluate("globalThis.copied")).isEqualTo(TABS.server().url("/?room=no-clipboard"));

        page.evaluate("() => { document.execCommand = () => false; }");
        page.locator("#share").click();
        shows(page, "#notices", "Copy this link by hand");
        assertThat(page.locator(".notice input").inputValue())
                .isEqualTo(TABS.server().url("/?room=no-clipboard"));
    }
}
