package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of rooms, and what the page says of rooms that are no plain text, that are deleted, or taken over. */
class RoomsIT {
    @RegisterExtension
    static final Tabs TABS = new Tabs("rooms");

    @Test
    void theListIsFilteredAndComesInPages() {
        Page page = TABS.open(TABS.profileWithoutWorkers(), "listed");
        directory(
                page,
                Map.of(
                        "limit=50",
                                "{\"items\":[" + item("alpha", "text") + "," + item("listed", "text")
                                        + "],\"next\":\"c1\"}",
                        "limit=50&cursor=c1", "{\"items\":[" + item("rich", "rich-text") + "]}",
                        "limit=50&prefix=ri", "{\"items\":[" + item("rich", "rich-text") + "]}",
                        "limit=50&prefix=none", "{\"items\":[]}"));

        page.locator("#open-list").click();
        shows(page, "#list-words", "The first 2 rooms");
        assertThat(page.locator("#list [aria-current=page]").innerText()).contains("listed", "open now");
        page.locator("#more").click();
        shows(page, "#list-words", "3 rooms");
        assertThat(page.locator("#list li").last().innerText()).contains("rich", "formatted text");
        assertThat(page.locator("#more").isVisible()).isFalse();
        assertThat(page.evaluate("document.activeElement.href"))
                .as("the focus goes to what is new")
                .asString()
                .endsWith("?room=rich");

        page.locator("#filter").fill("ri");
        shows(page, "#list-words", "1 room that begins with “ri”");
        page.locator("#filter").fill("none");
        shows(page, "#list-words", "There are no rooms that begin with “none”.");
        page.keyboard().press("Escape");
        shows(page, "#list-words", "The first 2 rooms");
        page.locator("#list a").first().click();
        Tabs.online(page);
        assertThat(page.evaluate("akkord.room.room")).isEqualTo("alpha");
    }

    @Test
    void aListThatCannotBeHadIsSaidInWords() {
        Page page = TABS.open(TABS.profileWithoutWorkers(), "unlisted");
        for (Map.Entry<Integer, String> refusal : Map.of(
                        404,
                        "does not list its rooms",
                        405,
                        "does not list its rooms",
                        401,
                        "sign in",
                        503,
                        "at the moment")
                .entrySet()) {
            page.route("**/v1/rooms?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(refusal.getKey())));
            page.locator("#open-list").click();
            shows(page, "#list-words", refusal.getValue());
            page.keyboard().press("Escape");
            page.unroute("**/v1/rooms?*");
        }
        page.route("**/v1/rooms?*", Route::abort);
        page.locator("#open-list").click();
        shows(page, "#list-words", "cannot be reached");
        assertThat(page.locator("#list li").count()).isZero();
    }

    @Test
    void aNewRoomIsOpenedByItsNameOnceThatIsOne() {
        Page page = TABS.open("old");
        page.locator("#open-list").click();
        for (Map.Entry<String, String> wrong : Map.of(
                        "", "Give the room a name.", ".hidden", "dot", "a/b", "“/”", "x".repeat(129), "128 characters")
                .entrySet()) {
            page.locator("#new-name").fill(wrong.getKey());
            page.keyboard().press("Enter");
            shows(page, "#new-problem", wrong.getValue());
            assertThat(page.locator("#new-name").getAttribute("aria-invalid")).isEqualTo("true");
        }
        page.locator("#new-name").fill("__proto__");
        page.keyboard().press("Enter");

        await().atMost(PATIENCE).until(() -> "?room=__proto__".equals(page.evaluate("location.search")));
        Tabs.online(page);
        page.locator(".cm-content").fill("harmless");
        assertThat(TABS.converged("__proto__", page)).isEqualTo("harmless");
    }

    @Test
    void aRoomOfFormattedTextIsEditedWithItsFormattingKept() {
        Page page = TABS.open("plain");
        page.evaluate("fetch('/v1/rooms/formatted', { method: 'PUT', headers: { 'content-type': 'application/json' },"
                + " body: JSON.stringify({ type: 'rich-text', content: [{ insert: 'bold', attributes: { bold: true } },"
                + " { insert: { image: 'x.png' } }, { insert: '\\n' }] }) })");
        page.navigate(TABS.server().url("/?room=formatted"));
        Tabs.online(page);

        shows(page, "#notices", "formatted text");
        assertThat(page.locator(".embed").count()).isEqualTo(1);
        page.evaluate("akkord.view.dispatch({ changes: { from: 0, insert: 'not ' }, userEvent: 'input.type' })");
        await().atMost(PATIENCE).until(() -> Tabs.pending(page) == 0);
        assertThat(page.evaluate("fetch('/v1/rooms/formatted').then((answer) => answer.json()).then(({ content }) =>"
                        + " JSON.stringify(content))"))
                .isEqualTo("[{\"insert\":\"not \"},{\"insert\":\"bold\",\"attributes\":{\"bold\":true}},"
                        + "{\"insert\":{\"image\":\"x.png\"}},{\"insert\":\"\\n\"}]");
    }

    @Test
    void aRoomOfJsonSaysThatItHoldsNoText() {
        Page page = TABS.open("text");
        page.evaluate("fetch('/v1/rooms/document', { method: 'PUT', headers: { 'content-type': 'application/json' },"
                + " body: JSON.stringify({ type: 'json', content: { a: [1] } }) })");
        page.navigate(TABS.server().url("/?room=document"));

        shows(page, "#notices", "does not hold a text");
        assertThat(page.locator("#notices a").getAttribute("href")).isEqualTo("/v1/rooms/document");
        assertThat(page.locator(".cm-content").getAttribute("contenteditable")).isEqualTo("false");
        assertThat(page.evaluate("fetch('/v1/rooms/document').then((answer) => answer.json()).then(({ content }) =>"
                        + " JSON.stringify(content))"))
                .isEqualTo("{\"a\":[1]}");
    }

    @Test
    void anEditThatMakesTheTextTooLargeIsRefusedInWordsAndCanBeCopied() {
        Page page = TABS.open("small");
        page.evaluate("fetch('/v1/rooms/large', { method: 'PUT', headers: { 'content-type': 'application/json' },"
                + " body: JSON.stringify({ type: 'text', content: 'x\\n'.repeat(5 * 2 ** 20 - 2) }) })");
        page.navigate(TABS.server().url("/?room=large"));
        Tabs.online(page);

        page.evaluate("akkord.view.dispatch({ changes: { from: 0, insert: 'too much' }, userEvent: 'input.type' })");

        shows(page, "#notices", "too large");
        shows(page, "#notices", "Copy the lost text");
        shows(page, "#pending", "All edits saved");
        assertThat(page.evaluate("akkord.view.state.doc.line(1).text")).isEqualTo("x");
    }

    @Test
    void aDeletedRoomSaysSoAndCanBeBegunAnew() {
        Page page = TABS.open("deleted");
        page.locator(".cm-content").fill("to be kept in sight");
        TABS.converged("deleted", page);

        page.evaluate("fetch('/v1/rooms/deleted', { method: 'DELETE' })");

        shows(page, "#notices", "This room was deleted.");
        shows(page, ".cm-content", "to be kept in sight");
        assertThat(page.evaluate("akkord.view.state.readOnly")).isEqualTo(true);
        page.locator(".notice button").last().click();
        Tabs.online(page);
        assertThat(page.locator(".notice").count()).isZero();
        page.locator(".cm-content").fill("anew");
        assertThat(TABS.converged("deleted", page)).isEqualTo("anew");
    }

    @Test
    void aRoomThatAnotherWindowTookOverIsTakenBackOnlyByHand() {
        Page page = TABS.open("taken");
        Page thief = TABS.open("elsewhere");
        thief.evaluate(
                "(client) => { const socket = globalThis.thief = new WebSocket(location.origin.replace('http', 'ws') + '/v1/ws',"
                        + " ['akkord.v1']); socket.onopen = () => socket.send(JSON.stringify([{ type: 'HELLO', payload:"
                        + " { client, protocol: 1 } }, { type: 'JOIN', object: 'rooms/taken', payload: {} }])); }",
                Tabs.client(page));

        shows(page, "#notices", "another window");
        shows(page, "#words", "Disconnected");
        page.getByText("Use it here").click();
        Tabs.online(page);
        page.locator(".cm-content").fill("mine again");
        assertThat(TABS.converged("taken", page)).isEqualTo("mine again");
    }

    private static void directory(Page page, Map<String, String> answers) {
        page.route("**/v1/rooms?*", route -> {
            String query = route.request().url().replaceFirst(".*\\?", "");
            String answer = answers.get(query);
            route.fulfill(
                    answer == null
                            ? new Route.FulfillOptions().setStatus(400).setBody(query)
                            : new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(answer));
        });
    }

    private static String item(String id, String type) {
        return "{\"id\":\"" + id + "\",\"kind\":\"rooms\",\"type\":\"" + type
                + "\",\"version\":1,\"size\":3,\"updatedAt\":\"2026-01-01T00:00:00Z\"}";
    }
}
