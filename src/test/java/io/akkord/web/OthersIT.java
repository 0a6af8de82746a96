package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one sees of the others: names, colours, cursors and selections. */
class OthersIT {
    /** The position of a client's cursor in the text, and the text that others have selected. */
    private static final String CURSOR =
            "(client) => akkord.view.posAtDOM(document.querySelector(`.peer-caret[data-client=\"${client}\"]`))";

    private static final String SELECTED =
            "() => [...document.querySelectorAll('.peer-selection')].map((mark) => mark.textContent).join('')";

    @RegisterExtension
    static final Tabs TABS = new Tabs("others");

    @Test
    void cursorAndSelectionOfAnotherMoveWithTheTextThatIsTypedBeforeThem() {
        Page ann = TABS.open("cursors");
        Page bob = TABS.open("cursors");
        ann.locator(".cm-content").fill("one two three");
        TABS.converged("cursors", ann, bob);
        bob.evaluate("akkord.view.dispatch({ selection: { anchor: 4, head: 7 } })");
        await().atMost(PATIENCE).until(() -> "two".equals(ann.evaluate(SELECTED)));

        insert(ann, 0, "zero ");
        assertThat(ann.evaluate(SELECTED)).as("over an edit of one's own").isEqualTo("two");
        assertThat(ann.evaluate(CURSOR, Tabs.client(bob))).isEqualTo(12);

        TABS.converged("cursors", ann, bob);
        Page eve = TABS.open("cursors");
        insert(eve, 0, "minus one ");
        await().atMost(PATIENCE).until(() -> Integer.valueOf(22).equals(ann.evaluate(CURSOR, Tabs.client(bob))));
        assertThat(ann.evaluate(SELECTED)).as("over an edit of a third").isEqualTo("two");

        ann.context().setOffline(true);
        insert(ann, 0, "> ");
        assertThat(ann.evaluate(SELECTED)).as("over an edit made offline").isEqualTo("two");
        ann.context().setOffline(false);
        TABS.converged("cursors", ann, bob, eve);
        await().atMost(PATIENCE).until(() -> "two".equals(ann.evaluate(SELECTED)));
    }

    @Test
    void aFlagGoesAfterAWhileAndComesBackWhenItsCursorIsPointedAt() {
        String flag = "getComputedStyle(document.querySelector('.peer-name')).visibility";
        Page ann = TABS.open("flags");
        Page bob = TABS.open("flags");
        ann.locator(".cm-content").fill("some words");
        TABS.converged("flags", ann, bob);
        bob.evaluate("akkord.view.dispatch({ selection: { anchor: 4 } })");
        await().atMost(PATIENCE).until(() -> ann.locator(".peer-name").count() == 1);

        await().atMost(PATIENCE).until(() -> "hidden".equals(ann.evaluate(flag)));
        insert(ann, 0, "before ");
        assertThat(ann.evaluate(flag)).as("while text pushes the cursor along").isEqualTo("hidden");
        ann.locator(".peer-caret").hover(new Locator.HoverOptions().setForce(true));
        assertThat(ann.evaluate(flag)).isEqualTo("visible");
    }

    @Test
    void aNameThatIsChangedShowsAtTheOthersAndIsKept() {
        Page ann = TABS.open("names");
        Page bob = TABS.open("names");

        bob.locator("#open-people").click();
        bob.locator("#name").fill("  Bob <b>the</b> Builder ");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(ann.locator("#people").textContent()).contains("Bob <b>the</b> Builder"));
        assertThat(ann.locator(".peer-name").textContent()).isEqualTo("Bob <b>the</b> Builder");
        shows(ann, "#how-many", "2 here");
        assertThat(bob.locator("#people li").first().innerText()).contains("Bob <b>the</b> Builder", "(you)");
        bob.reload();
        Tabs.online(bob);
        assertThat(bob.locator("#name").inputValue()).isEqualTo("Bob <b>the</b> Builder");
        bob.close();
        shows(ann, "#how-many", "Only you");
    }

    @Test
    void aPresenceThatIsNonsenseDisturbsNobody() {
        Page ann = TABS.open("rude");
        Page bob = TABS.open("rude");
        for (String selection : List.of("5", "{ anchor: 'x', head: 0 }", "{ anchor: -1, head: 1e9 }", "[]")) {
            bob.evaluate("""
                    () => new Promise((joined) => {
                      const socket = new WebSocket(`ws://${location.host}/v1/ws`, ['akkord.v1']);
                      const say = (message) => socket.send(JSON.stringify(message));
                      socket.onopen = () => say({ type: 'HELLO', payload: { protocol: 1 } });
                      socket.onmessage = ({ data }) => {
                        for (const { type } of [JSON.parse(data)].flat()) {
                          if (type === 'WELCOME') say({ type: 'JOIN', object: 'rooms/rude', payload: {} });
                          if (type === 'JOINED') {
                            say({ type: 'PRESENCE', object: 'rooms/rude', payload: { data: { selection: %s } } });
                            joined();
                          }
                        }
                      };
                    })""".formatted(selection));
        }
        await().atMost(PATIENCE).until(() -> Integer.valueOf(5).equals(ann.evaluate("akkord.room.peers.length")));

        bob.locator(".cm-content").fill("the text goes on");
        TABS.converged("rude", ann, bob);
        assertThat(ann.evaluate("akkord.view.state.doc.toString()")).isEqualTo("the text goes on");
        assertThat(ann.locator(".peer-caret").count()).isEqualTo(1);
    }

    @Test
    void somebodyInTheListCanBeFoundInTheText() {
        Page ann = TABS.open("find");
        Page bob = TABS.open("find");
        ann.locator(".cm-content").fill("line\n".repeat(200));
        TABS.converged("find", ann, bob);
        ann.evaluate("akkord.view.dispatch({ selection: { anchor: 0 }, scrollIntoView: true })");
        bob.evaluate("akkord.view.dispatch({ selection: { anchor: 900 } })");
        await().atMost(PATIENCE)
                .until(() -> Integer.valueOf(900).equals(ann.evaluate("akkord.room.peers[0]?.data.selection?.head")));

        ann.locator("#open-people").click();
        ann.locator("#people button").click();

        await().atMost(PATIENCE).until(() -> ann.locator(".peer-caret").count() == 1);
        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(ann.evaluate("() => {"
                        + " const { top } = document.querySelector('.peer-caret').getBoundingClientRect();"
                        + " return top > 0 && top < innerHeight; }")));
        assertThat(ann.locator("#people-panel").isVisible()).isFalse();
    }

    @Test
    void everyColourIsReadableInBothThemes() {
        Page ann = TABS.open("colours");
        for (String theme : List.of("light", "dark")) {
            Object worst = ann.evaluate("""
                    (theme) => {
                      document.documentElement.dataset.theme = theme;
                      const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
                      const luminance = (colour) => {
                        canvas.fillStyle = colour;
                        canvas.fillRect(0, 0, 1, 1);
                        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
                          .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
                        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                      };
                      const contrast = (a, b) => {
                        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
                        return (high + 0.05) / (low + 0.05);
                      };
                      const face = document.querySelector('.face');
                      const paper = getComputedStyle(document.querySelector('main')).backgroundColor;
                      const found = { flag: Infinity, caret: Infinity };
                      for (let hue = 0; hue < 360; hue += 30) {
                        face.style.setProperty('--hue', hue);
                        const { color, backgroundColor } = getComputedStyle(face);
                        found.flag = Math.min(found.flag, contrast(color, backgroundColor));
                        found.caret = Math.min(found.caret, contrast(paper, backgroundColor));
                      }
                      return found;
                    }
                    """, theme);
            assertThat(((Number) ((Map<?, ?>) worst).get("flag")).doubleValue())
                    .as("a name on its flag, %s", theme)
                    .isGreaterThan(4.5);
            assertThat(((Number) ((Map<?, ?>) worst).get("caret")).doubleValue())
                    .as("a cursor on the paper, %s", theme)
                    .isGreaterThan(3);
        }
    }

    private static void insert(Page page, int position, String text) {
        page.evaluate(
                "([from, insert]) => akkord.view.dispatch({ changes: { from, insert }, userEvent: 'input.type' })",
                List.of(position, text));
    }
}
