package io.akkord.web;

import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of rooms on the page, as the server's own directory has it. */
class DirectoryListIT {
    @RegisterExtension
    static final Tabs TABS = new Tabs("directory-list");

    @Test
    void theRoomsOfTheServerAreListedFilteredAndOpened() {
        Page page = TABS.open("here");
        page.evaluate("""
                async () => {
                  const put = (room, body) => fetch(`/v1/rooms/${room}`,
                    { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
                  for (let i = 100; i < 160; i++) await put(`many-${i}`, { type: 'text', content: 'x'.repeat(i) });
                  await put('formatted', { type: 'rich-text', content: [{ insert: 'b', attributes: { bold: true } }] });
                  await put('mayfly', { type: 'text', content: 'short' });
                  await fetch('/v1/rooms/mayfly', { method: 'DELETE' });
                }
                """);
        page.locator(".cm-content").fill("here");
        TABS.converged("here", page);

        page.locator("#open-list").click();
        shows(page, "#list-words", "The first 50 rooms");
        page.locator("#more").click();
        shows(page, "#list-words", "62 rooms");
        assertThat(page.locator("#more").isVisible()).isFalse();
        assertThat(page.locator("#list [aria-current=page]").innerText()).contains("here", "open now", "4 letters");
        assertThat(page.locator("#list").innerText()).doesNotContain("mayfly");

        page.locator("#filter").fill("form");
        shows(page, "#list-words", "1 room that begins with “form”");
        assertThat(page.locator("#list a").innerText()).contains("formatted", "formatted text", "1 letter", "just now");
        page.locator("#filter").fill("many-15");
        shows(page, "#list-words", "10 rooms that begin with “many-15”");
        assertThat(page.locator("#list .name").allInnerTexts()).isSorted().contains("many-150", "many-159");
        page.locator("#filter").fill("%_ä");
        shows(page, "#list-words", "There are no rooms that begin with");

        page.locator("#filter").fill("many-123");
        shows(page, "#list-words", "1 room");
        page.locator("#list a").click();
        Tabs.online(page);
        assertThat(page.evaluate("[akkord.room.room, akkord.room.text.length]")).isEqualTo(List.of("many-123", 123));
    }
}
