package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.client;
import static io.akkord.web.Tabs.online;
import static io.akkord.web.Tabs.pending;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Edits that wait: while the server is down, over reloads, and after their tab was closed. */
class OfflineIT {
    @RegisterExtension
    static final Tabs TABS = new Tabs("offline");

    @Test
    void editsMadeWhileTheServerIsDownAreCountedAndMergedOnItsReturn() {
        Page ann = TABS.open("down");
        Page bob = TABS.open("down");
        write(ann, "middle");
        TABS.converged("down", ann, bob);

        TABS.server().stop();
        shows(ann, "#words", "Offline");
        shows(bob, "#words", "Offline");
        at(ann, 0, "ann ");
        at(bob, 6, " bob");
        at(bob, 10, "!");
        shows(ann, "#pending", "1 edit waiting");
        shows(bob, "#pending", "2 edits waiting");
        shows(bob, "#announcement", "2 edits waiting");
        TABS.server().resume();
        ann.locator("#retry").dispatchEvent("click"); // not click(): the page may be back by itself already

        assertThat(TABS.converged("down", ann, bob)).isEqualTo("ann middle bob!");
        shows(ann, "#words", "Live");
        shows(ann, "#pending", "All edits saved");
        assertThat(ann.locator("#retry").isVisible()).isFalse();
    }

    @Test
    void waitingEditsSurviveReloadsWhileTheServerIsDown() {
        Page ann = TABS.open("reload");
        Page bob = TABS.open("reload");
        write(ann, "begin");
        TABS.converged("reload", ann, bob);
        awaitShell(ann);
        String id = client(ann);

        TABS.server().stop();
        shows(ann, "#words", "Offline");
        at(ann, 5, " once");
        ann.reload();
        shows(ann, "#words", "Offline");
        shows(ann, ".cm-content", "begin once");
        shows(ann, "#pending", "1 edit waiting");
        at(ann, 10, " more");
        ann.reload();
        shows(ann, ".cm-content", "begin once more");
        assertThat(client(ann)).isEqualTo(id);
        TABS.server().resume();

        assertThat(TABS.converged("reload", ann, bob)).isEqualTo("begin once more");
        ann.reload();
        online(ann);
        assertThat(TABS.converged("reload", ann, bob)).isEqualTo("begin once more");
        assertThat(ann.evaluate("Object.keys(localStorage).filter((name) => name.includes('draft')).length"))
                .as("drafts left")
                .isEqualTo(0);
    }

    @Test
    void anEditWhoseAcknowledgementWasLostIsNotDoubledByAReload() {
        Page ann = TABS.open("doubled");
        write(ann, "before");
        TABS.converged("doubled", ann);
        // Frames still go out, but nothing comes back.
        ann.evaluate(
                "() => { const socket = WebSocket.prototype; const set = Object.getOwnPropertyDescriptor(socket,"
                        + " 'onmessage').set; globalThis.deaf = true; Object.defineProperty(socket, 'onmessage', { set(listener) {"
                        + " set.call(this, listener && ((event) => globalThis.deaf && /\"ACK\"/.test(event.data) || listener(event))); } }); }");
        ann.context().setOffline(true);
        shows(ann, "#words", "Offline");
        at(ann, 6, " and after");
        ann.context().setOffline(false);
        await().atMost(PATIENCE).until(() -> TABS.server().text("doubled").equals("before and after"));
        assertThat(pending(ann)).isEqualTo(1);
        ann.reload();
        online(ann);

        assertThat(TABS.converged("doubled", ann)).isEqualTo("before and after");
    }

    @Test
    void whatAClosedTabLeftWaitingIsTakenUpByTheNextOneInThatRoom() {
        BrowserContext profile = TABS.profile();
        Page ann = TABS.open(profile, "heir");
        write(ann, "left");
        TABS.converged("heir", ann);
        String id = client(ann);
        profile.setOffline(true);
        shows(ann, "#words", "Offline");
        at(ann, 4, " behind");
        ann.close();
        profile.setOffline(false);

        Page other = TABS.open(profile, "elsewhere");
        assertThat(client(other)).isNotEqualTo(id);
        Page heir = TABS.open(profile, "heir");

        assertThat(client(heir)).isEqualTo(id);
        assertThat(TABS.converged("heir", heir)).isEqualTo("left behind");
    }

    @Test
    void aBrowserThatCannotStoreTheEditsSaysSo() {
        Page ann = TABS.open("full");
        write(ann, "x");
        TABS.converged("full", ann);
        ann.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }");
        ann.context().setOffline(true);
        at(ann, 1, "y");
        shows(ann, "#notices", "cannot be stored in this browser");
        ann.context().setOffline(false);

        assertThat(TABS.converged("full", ann)).isEqualTo("xy");
        await().atMost(PATIENCE).until(() -> ann.locator(".notice").count() == 0);
    }

    private static void write(Page page, String text) {
        page.locator(".cm-content").fill(text);
    }

    private static void at(Page page, int position, String text) {
        page.evaluate(
                "([from, insert]) => akkord.view.dispatch({ changes: { from, insert }, userEvent: 'input.type' })",
                List.of(position, text));
    }

    /** Waits until the page is kept by its service worker. */
    private static void awaitShell(Page page) {
        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(page.evaluate("async () => !!navigator.serviceWorker.controller"
                        + " && !!(await (await caches.open('akkord.shell:/')).match('/client/room.js'))")));
    }
}
