package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a room and its next life, for those who are in it and for those who come by HTTP. */
class DeletionTest {
    private static final String ROOM = "/v1/rooms/mortal";

    @TempDir
    Path folder;

    private final HttpContract contract = new HttpContract();
    private LiveServer server;

    @BeforeEach
    void start() {
        server = new LiveServer(folder);
        server.send("PUT", ROOM, "{\"type\":\"text\",\"content\":\"first life\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String more, String body, String... headers) {
        HttpResponse<String> answer = server.send(method, ROOM + more, body, headers);
        String path = "/v1/rooms/{id}" + (more.contains("?") ? more.substring(0, more.indexOf('?')) : more);
        contract.verify(method, path, answer);
        return answer;
    }

    private static RawSocket enter(int port, String client, String join) throws IOException {
        RawSocket socket = RawSocket.webSocket(port);
        socket.text("{\"type\":\"HELLO\",\"payload\":{\"client\":\"" + client + "\",\"protocol\":1}}");
        await(socket, "WELCOME");
        socket.text("{\"type\":\"JOIN\",\"object\":\"rooms/mortal\",\"payload\":" + join + "}");
        return socket;
    }

    private static JsonNode await(RawSocket socket, String type) throws IOException {
        while (true) {
            JsonNode read = HttpContract.JSON.readTree(socket.readMessage().text());
            for (JsonNode message :
                    read.isArray() ? read : HttpContract.JSON.createArrayNode().add(read)) {
                if (message.get("type").asText().equals(type)) {
                    return message;
                }
            }
        }
    }

    private static void op(RawSocket socket, long version, long seq) throws IOException {
        socket.text("{\"type\":\"OP\",\"object\":\"rooms/mortal\",\"payload\":{\"op\":[{\"insert\":\"!\"}]},"
                + "\"meta\":{\"version\":" + version + ",\"seq\":" + seq + "}}");
    }

    @Test
    void sessions_leave_reads_find_nothing_and_the_numbering_goes_on() throws Exception {
        try (RawSocket ann = enter(server.port(), "ann", "{}");
                RawSocket bob = enter(server.port(), "bob", "{}")) {
            String origin = await(ann, "JOINED").at("/payload/origin").asText();
            await(bob, "JOINED");
            op(ann, 1, 1);
            assertThat(await(ann, "ACK").at("/meta/version").asLong()).isEqualTo(2);
            await(bob, "OP");

            HttpResponse<String> deleted = send("DELETE", "", "");
            assertThat(deleted.headers().firstValue("etag")).hasValue("\"3\"");
            for (RawSocket socket : new RawSocket[] {ann, bob}) {
                JsonNode left = await(socket, "LEFT");
                assertThat(left.at("/payload/reason").asText()).isEqualTo("deleted");
                assertThat(left.at("/meta/version").asLong()).isEqualTo(3);
            }
            op(bob, 2, 1);
            assertThat(await(bob, "ERROR").at("/payload/code").asText()).isEqualTo("NOT_JOINED");

            assertThat(send("GET", "", "").statusCode()).isEqualTo(404);
            assertThat(send("GET", "", "", "If-None-Match", "\"3\"").statusCode())
                    .isEqualTo(404);
            assertThat(send("GET", "", "", "If-None-Match", "*").statusCode()).isEqualTo(404);
            assertThat(send("DELETE", "", "").statusCode()).isEqualTo(404);
            assertThat(send("GET", "?version=2", "").statusCode()).isEqualTo(200);
            assertThat(send("GET", "?version=3", "").statusCode()).isEqualTo(404);
            assertThat(send("POST", "/ops", "{\"version\":2,\"op\":[{\"insert\":\"late\"}]}")
                            .body())
                    .contains("BAD_BASE");

            HttpResponse<String> again = send(
                    "PUT",
                    "",
                    "{\"type\":\"rich-text\",\"content\":[{\"insert\":\"b\",\"attributes\":{\"bold\":true}}]}");
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(LiveServer.json(again).get("version").asLong()).isEqualTo(4);
            assertThat(send("POST", "/ops", "{\"version\":1,\"op\":[{\"insert\":\"old\"}]}")
                            .body())
                    .contains("BAD_BASE");
            assertThat(send("PUT", "", "{\"type\":\"text\",\"content\":\"\"}").statusCode())
                    .isEqualTo(409);
            assertThat(LiveServer.json(send("GET", "/history", ""))
                            .at("/commits/2/deleted")
                            .asBoolean())
                    .isTrue();

            ann.text("{\"type\":\"JOIN\",\"object\":\"rooms/mortal\",\"payload\":{\"since\":2,\"origin\":\"" + origin
                    + "\"}}");
            JsonNode back = await(ann, "JOINED");
            assertThat(back.at("/payload/origin").asText()).isEqualTo(origin);
            assertThat(back.at("/payload/version").asLong()).isEqualTo(4);
            assertThat(back.at("/payload/seq").asLong()).isEqualTo(1);
            op(ann, 2, 2);
            assertThat(await(ann, "ERROR").at("/payload/code").asText()).isEqualTo("BAD_BASE");
            op(ann, 4, 2);
            assertThat(await(ann, "ACK").at("/meta/version").asLong()).isEqualTo(5);
        }
    }

    @Test
    void a_purge_removes_the_room_from_whoever_is_in_it_and_from_its_history() throws Exception {
        try (RawSocket ann = enter(server.port(), "ann", "{}")) {
            String origin = await(ann, "JOINED").at("/payload/origin").asText();
            op(ann, 1, 1);
            await(ann, "ACK");
            long before = System.currentTimeMillis() - 60_000;
            assertThat(send("DELETE", "?purge=true", "", "If-Match", "\"1\"").statusCode())
                    .isEqualTo(412);
            HttpResponse<String> purged = send("DELETE", "?purge=true", "", "If-Match", "\"2\"");
            assertThat(purged.statusCode()).isEqualTo(200);
            assertThat(purged.headers().firstValue("etag")).hasValue("\"3\"");
            JsonNode left = await(ann, "LEFT");
            assertThat(left.at("/payload/reason").asText()).isEqualTo("deleted");
            assertThat(left.at("/meta/version").asLong()).isEqualTo(3);

            assertThat(send("DELETE", "?purge=true", "").body()).isEqualTo(purged.body());
            assertThat(send("DELETE", "?purge=true", "", "If-Match", "\"3\"").statusCode())
                    .isEqualTo(412);
            assertThat(send("DELETE", "", "").statusCode()).isEqualTo(404);
            assertThat(send("GET", "", "").statusCode()).isEqualTo(404);
            assertThat(send("GET", "?version=3", "").statusCode()).isEqualTo(404);
            assertThat(send("GET", "?version=2", "").statusCode()).isEqualTo(410);
            assertThat(send("GET", "?at=" + before, "").statusCode()).isEqualTo(410);
            assertThat(send("GET", "?at=2100-01-01T00:00:00Z", "").statusCode()).isEqualTo(404);
            for (String form : new String[] {"application/json", "application/x-ndjson"}) {
                for (String part : new String[] {"", "?from=1", "?from=3", "?to=2"}) {
                    assertThat(send("GET", "/history" + part, "", "Accept", form, "If-None-Match", "\"3\"")
                                    .statusCode())
                            .isEqualTo(410);
                }
            }

            ann.text(join(2, origin));
            JsonNode back = await(ann, "JOINED");
            assertThat(back.at("/payload/reset").asBoolean()).isTrue();
            assertThat(back.at("/payload/version").asLong()).isEqualTo(3);
            assertThat(back.at("/payload/snapshot/text").asText()).isEmpty();
            assertThat(back.at("/payload/seq").asLong()).isZero();
            assertThat(back.at("/payload/origin").asText()).isNotEqualTo(origin);
            op(ann, 2, 2);
            assertThat(await(ann, "ERROR").at("/payload/code").asText()).isEqualTo("BAD_BASE");
            op(ann, 3, 1);
            assertThat(await(ann, "ACK").at("/meta/version").asLong()).isEqualTo(4);

            assertThat(versions(send("GET", "/history", ""))).containsExactly(4L);
            assertThat(server.get(ROOM + "/history", "Accept", "application/x-ndjson")
                            .body())
                    .startsWith("{\"version\":4")
                    .hasLineCount(1);
            assertThat(versions(send("GET", "/history?from=4", ""))).containsExactly(4L);
            assertThat(send("GET", "/history?from=3", "").statusCode()).isEqualTo(410);
            assertThat(send("GET", "?version=4", "").body()).contains("\"!\"");
        }
    }

    private static String join(long since, String origin) {
        return "{\"type\":\"JOIN\",\"object\":\"rooms/mortal\",\"payload\":{\"since\":" + since + ",\"origin\":\""
                + origin + "\"}}";
    }

    private static List<Long> versions(HttpResponse<String> history) {
        List<Long> versions = new ArrayList<>();
        LiveServer.json(history)
                .get("commits")
                .forEach(commit -> versions.add(commit.get("version").asLong()));
        return versions;
    }

    @Test
    void one_who_waits_in_a_deleted_room_hears_of_the_purge_and_may_write_in_the_new_history() throws Exception {
        send("DELETE", "", "");
        try (RawSocket bob = enter(server.port(), "bob", "{}")) {
            String origin = await(bob, "JOINED").at("/payload/origin").asText();
            assertThat(send("DELETE", "?purge=true", "").headers().firstValue("etag"))
                    .hasValue("\"2\"");
            assertThat(await(bob, "LEFT").at("/payload/reason").asText()).isEqualTo("deleted");
            bob.text(join(2, origin));
            JsonNode back = await(bob, "JOINED");
            assertThat(back.at("/payload/reset").asBoolean()).isTrue();
            String next = back.at("/payload/origin").asText();
            assertThat(next).isNotEqualTo(origin);
            op(bob, 2, 1);
            assertThat(await(bob, "ACK").at("/meta/version").asLong()).isEqualTo(3);

            server.close();
            server = new LiveServer(folder);
            try (RawSocket ann = enter(server.port(), "ann", "{\"since\":2,\"origin\":\"" + next + "\"}")) {
                JsonNode joined = await(ann, "JOINED");
                assertThat(joined.at("/payload/reset").asBoolean()).isFalse();
                assertThat(joined.at("/payload/commits")).hasSize(1);
            }
        }
    }

    @Test
    void what_never_was_cannot_be_purged_and_a_purged_room_is_in_no_list() {
        assertThat(server.send("DELETE", "/v1/rooms/never?purge=true", "").statusCode())
                .isEqualTo(404);
        send("DELETE", "?purge=true", "");
        assertThat(server.get("/v1/rooms").body()).doesNotContain("mortal");
        server.close();
        server = new LiveServer(folder);
        assertThat(send("GET", "", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "?purge=true", "").headers().firstValue("etag"))
                .hasValue("\"2\"");
        assertThat(send("PUT", "", "{\"content\":\"second life\"}").statusCode())
                .isEqualTo(201);
        assertThat(server.get("/v1/rooms").body()).contains("mortal", "\"version\":3");
        server.close();
        server = new LiveServer(folder);
        assertThat(server.get("/health/state-manager").body()).contains("1 commits of 1 objects");
    }

    @Test
    void a_deletion_outlives_a_restart_and_so_does_the_next_life() {
        send("DELETE", "", "");
        server.close();
        server = new LiveServer(folder);
        assertThat(send("GET", "", "").statusCode()).isEqualTo(404);
        assertThat(server.get("/v1/rooms").body()).doesNotContain("mortal");
        assertThat(send("PUT", "", "{\"type\":\"rich-text\"}").headers().firstValue("etag"))
                .hasValue("\"3\"");
        server.close();
        server = new LiveServer(folder);
        assertThat(LiveServer.json(send("GET", "", "")).get("type").asText()).isEqualTo("rich-text");
        assertThat(send("GET", "?version=1", "").body()).contains("first life");
        assertThat(server.get("/v1/rooms").body()).contains("mortal");
    }
}
