package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of rooms, over a whole server. */
class DirectoryRoutesTest {
    private static final int ROOMS = 230;

    @TempDir
    static Path folder;

    private static LiveServer server;

    @BeforeAll
    static void writeRooms() {
        server = new LiveServer(folder);
        List<CompletableFuture<?>> puts = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            puts.add(server.sendAsync("PUT", "/v1/rooms/many-" + i, "{\"content\":\"" + "x".repeat(i) + "\"}"));
        }
        for (String name : List.of("a_b", "aXb", "a.b", "A", "Z", "a", "team", "team-1", "teal")) {
            puts.add(server.sendAsync("PUT", "/v1/rooms/" + name, "{}"));
        }
        puts.forEach(CompletableFuture::join);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> ids(JsonNode page) {
        return page.get("items").findValuesAsText("id");
    }

    private static List<String> ids(String query) {
        return ids(LiveServer.json(server.get("/v1/rooms" + query)));
    }

    @Test
    void pages_put_together_are_every_room_once_and_sorted() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            expected.add("many-" + i);
        }
        Collections.sort(expected);
        for (int limit : new int[] {1, 7, 100, 230, 1000}) {
            List<String> listed = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            do {
                JsonNode page = LiveServer.json(server.get(
                        "/v1/rooms?prefix=many-&limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
                assertThat(ids(page)).hasSizeLessThanOrEqualTo(limit);
                listed.addAll(ids(page));
                cursor = page.path("next").asText("");
                pages++;
            } while (!cursor.isEmpty());
            assertThat(listed).isEqualTo(expected);
            assertThat(pages).isEqualTo((ROOMS + limit - 1) / limit);
        }
    }

    @Test
    void an_entry_tells_what_the_room_is() {
        HttpResponse<String> answer = server.get("/v1/rooms?prefix=many-7&limit=1");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        JsonNode item = LiveServer.json(answer).get("items").get(0);
        assertThat(item.get("id").asText()).isEqualTo("many-7");
        assertThat(item.get("kind").asText()).isEqualTo("rooms");
        assertThat(item.get("type").asText()).isEqualTo("text");
        assertThat(item.get("version").asLong()).isEqualTo(1);
        assertThat(item.get("size").asLong()).isEqualTo(7);
        assertThat(item.get("updatedAt").asText())
                .isEqualTo(LiveServer.json(server.get("/v1/rooms/many-7"))
                        .get("updatedAt")
                        .asText());
        assertThat(item.size()).isEqualTo(6);
    }

    @Test
    void a_page_has_a_hundred_entries_unless_told_otherwise_and_a_thousand_at_most() {
        assertThat(ids("")).hasSize(100);
        assertThat(ids("?limit=100000")).hasSize(ROOMS + 9);
        assertThat(ids("?limit=9223372036854775807")).hasSize(ROOMS + 9);
    }

    @Test
    void a_prefix_is_no_pattern() {
        assertThat(ids("?prefix=a_")).containsExactly("a_b");
        assertThat(ids("?prefix=a%25")).isEmpty();
        assertThat(ids("?prefix=%25")).isEmpty();
        assertThat(ids("?prefix=*")).isEmpty();
        assertThat(ids("?prefix=team")).containsExactly("team", "team-1");
        assertThat(ids("?prefix=%27%20OR%201=1")).isEmpty();
        assertThat(ids("?prefix=%C3%A4")).isEmpty();
        assertThat(ids("?prefix=" + "y".repeat(4000))).isEmpty();
        assertThat(ids("?prefix=%00")).isEmpty();
        assertThat(ids("?limit=6")).containsExactly("A", "Z", "a", "a.b", "aXb", "a_b");
    }

    @Test
    void a_room_is_listed_from_its_creation_to_its_deletion() {
        assertThat(ids("?prefix=mayfly")).isEmpty();
        server.send("PUT", "/v1/rooms/mayfly", "{}");
        assertThat(ids("?prefix=mayfly")).containsExactly("mayfly");
        server.send("DELETE", "/v1/rooms/mayfly", "");
        assertThat(ids("?prefix=mayfly")).isEmpty();
        server.send("PUT", "/v1/rooms/mayfly", "{\"type\":\"rich-text\"}");
        JsonNode again = LiveServer.json(server.get("/v1/rooms?prefix=mayfly"))
                .get("items")
                .get(0);
        assertThat(again.get("type").asText()).isEqualTo("rich-text");
        assertThat(again.get("version").asLong()).isEqualTo(3);
        server.send("DELETE", "/v1/rooms/mayfly", "");
    }

    @Test
    void what_was_only_looked_for_is_not_listed() {
        server.get("/v1/rooms/looked.for");
        assertThat(ids("?prefix=looked")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0", "?limit=-1", "?limit=ten", "?limit=99999999999999999999", "?limit=1&limit=2", "?cursor=",
                "?cursor=team", "?cursor=%25", "?cursor=Li4", "?cursor=dGVhbQ==", "?prefix=a&prefix=b", "?prefix=%ff"
            })
    void bad_questions_are_refused(String query) {
        HttpResponse<String> refused = server.get("/v1/rooms" + query);
        assertThat(refused.statusCode()).describedAs(query + refused.body()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"BAD_MESSAGE\"").doesNotContain("Exception");
    }
}
