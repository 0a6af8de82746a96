package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import io.akkord.journal.Database;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A room as it was, over a whole server. */
class PastReadsTest {
    private static final int COMMITS = 120;

    @TempDir
    static Path folder;

    private static LiveServer server;
    private static List<Long> times;

    @BeforeAll
    static void writeARoom() {
        server = new LiveServer(folder, "akkord.storage { snapshot-every = 50, waypoint-every = 20 }");
        server.send("PUT", "/v1/rooms/past", "{\"content\":\"1.\"}");
        for (int version = 1; version < COMMITS; version++) {
            op(
                    "past",
                    version,
                    "[{\"retain\":" + text(version).length() + "},{\"insert\":\"" + (version + 1) + ".\"}]");
        }
        times = timestamps("past");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void op(String room, long version, String op) {
        HttpResponse<String> done =
                server.send("POST", "/v1/rooms/" + room + "/ops", "{\"version\":" + version + ",\"op\":" + op + "}");
        assertThat(done.statusCode()).describedAs(done.body()).isEqualTo(200);
    }

    /** What the room reads at a version. */
    private static String text(long version) {
        StringBuilder text = new StringBuilder();
        for (long v = 1; v <= version; v++) {
            text.append(v).append('.');
        }
        return text.toString();
    }

    private static List<Long> timestamps(String room) {
        JsonNode commits = LiveServer.json(server.get("/v1/rooms/" + room + "/history?limit=1000"))
                .get("commits");
        return StreamSupport.stream(commits.spliterator(), false)
                .map(commit -> Instant.parse(commit.get("timestamp").asText()).toEpochMilli())
                .toList();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"").doesNotContain("Exception");
    }

    @Test
    void every_version_reads_as_it_was() {
        for (long version : new long[] {1, 2, 19, 20, 21, 49, 50, 51, 99, 100, 119, COMMITS}) {
            HttpResponse<String> past = server.get("/v1/rooms/past?version=" + version);
            assertThat(past.headers().firstValue("etag")).hasValue("\"" + version + "\"");
            JsonNode room = LiveServer.json(past);
            assertThat(room.get("version").asLong()).isEqualTo(version);
            assertThat(room.get("content").get(0).get("insert").asText()).isEqualTo(text(version));
            assertThat(Instant.parse(room.get("createdAt").asText()).toEpochMilli())
                    .isEqualTo(times.get(0));
            assertThat(Instant.parse(room.get("updatedAt").asText()).toEpochMilli())
                    .isEqualTo(times.get((int) version - 1));
            assertThat(server.get("/v1/rooms/past?version=" + version, "Accept", "text/plain")
                            .body())
                    .isEqualTo(text(version));
        }
    }

    @Test
    void a_time_shows_the_last_version_that_is_not_later() {
        for (long time : asked()) {
            long version = times.stream().filter(t -> t <= time).count();
            for (String at :
                    List.of(Long.toString(time), Instant.ofEpochMilli(time).toString())) {
                HttpResponse<String> past = server.get("/v1/rooms/past?at=" + at, "Accept", "text/plain");
                if (version == 0) {
                    assertProblem(past, 404, "NOT_FOUND");
                } else {
                    assertThat(past.body()).isEqualTo(text(version));
                    assertThat(past.headers().firstValue("etag")).hasValue("\"" + version + "\"");
                }
            }
        }
    }

    private static List<Long> asked() {
        List<Long> asked = new ArrayList<>(times);
        asked.add(times.get(0) - 1);
        asked.add(0L);
        times.forEach(t -> asked.add(t + 1));
        return asked.stream().distinct().toList();
    }

    @Test
    void a_time_may_stand_in_any_zone_and_finer_than_milliseconds() {
        String inIndia = Instant.ofEpochMilli(times.get(9))
                .atOffset(java.time.ZoneOffset.ofHoursMinutes(5, 30))
                .toString()
                .replace("+", "%2B");
        long version = times.stream().filter(t -> t <= times.get(9)).count();
        assertThat(server.get("/v1/rooms/past?at=" + inIndia).headers().firstValue("etag"))
                .hasValue("\"" + version + "\"");
        String later = Instant.ofEpochMilli(times.get(9)).plusNanos(999_999).toString();
        assertThat(server.get("/v1/rooms/past?at=" + later).headers().firstValue("etag"))
                .hasValue("\"" + version + "\"");
    }

    @Test
    void many_who_look_into_the_past_at_once_all_get_what_they_ask_for() {
        List<java.util.concurrent.CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(server.sendAsync("GET", "/v1/rooms/past?version=" + (1 + i % 100), "", "Accept", "text/plain"));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).join().body()).isEqualTo(text(1 + i % 100));
        }
    }

    @Test
    void a_past_that_is_known_is_not_repeated() {
        for (String query : List.of("?version=7", "?at=" + (times.get(0) - 1))) {
            HttpResponse<String> past = server.get("/v1/rooms/past" + query, "If-None-Match", "\"7\"");
            assertThat(past.statusCode()).isEqualTo(query.startsWith("?v") ? 304 : 404);
        }
        HttpResponse<String> known = server.get("/v1/rooms/past?version=7", "If-None-Match", "W/\"7\"");
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().firstValue("etag")).hasValue("\"7\"");
        assertThat(server.get("/v1/rooms/past?version=7", "If-None-Match", "\"120\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send("HEAD", "/v1/rooms/past?version=7", "").headers().firstValue("etag"))
                .hasValue("\"7\"");
    }

    @Test
    void where_nothing_was_there_is_nothing_to_read() {
        server.send("PUT", "/v1/rooms/mortal", "{\"type\":\"text\",\"content\":\"first life\"}");
        server.send("DELETE", "/v1/rooms/mortal", "");
        server.send("PUT", "/v1/rooms/mortal", "{\"type\":\"rich-text\",\"content\":[{\"insert\":\"second\"}]}");
        assertThat(server.get("/v1/rooms/mortal?version=1").body()).contains("first life", "\"type\":\"text\"");
        assertProblem(server.get("/v1/rooms/mortal?version=2"), 404, "NOT_FOUND");
        assertThat(server.get("/v1/rooms/mortal?version=3").body()).contains("second", "\"type\":\"rich-text\"");
        assertProblem(server.get("/v1/rooms/mortal?version=4"), 404, "NOT_FOUND");
        assertProblem(server.get("/v1/rooms/mortal?version=0"), 404, "NOT_FOUND");
        assertProblem(server.get("/v1/rooms/never?version=1"), 404, "NOT_FOUND");
        assertProblem(server.get("/v1/rooms/never?at=0"), 404, "NOT_FOUND");
        assertProblem(server.get("/v1/rooms/never?at=-1"), 400, "BAD_MESSAGE");
        assertProblem(server.get("/v1/rooms/never?at=2100-01-01T00:00:00Z"), 404, "NOT_FOUND");
    }

    @Test
    void what_is_no_longer_kept_is_gone() throws Exception {
        server.send("PUT", "/v1/rooms/trimmed", "{\"content\":\"\"}");
        for (int version = 1; version < 45; version++) {
            op("trimmed", version, "[{\"insert\":\"x\"}]");
        }
        List<Long> at = timestamps("trimmed");
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE))) {
            file.createStatement().execute("PRAGMA busy_timeout = 5000");
            file.createStatement()
                    .execute("DELETE FROM event_journal WHERE persistence_id = 'rooms|-|trimmed'"
                            + " AND sequence_number <= 40");
            file.createStatement()
                    .execute("DELETE FROM waypoint WHERE persistence_id = 'rooms|-|trimmed' AND version < 40");
        }
        assertProblem(server.get("/v1/rooms/trimmed?version=39"), 410, "GONE");
        assertProblem(server.get("/v1/rooms/trimmed?at=" + (at.get(0) - 1)), 410, "GONE");
        assertThat(server.get("/v1/rooms/trimmed?version=42", "Accept", "text/plain")
                        .body())
                .isEqualTo("x".repeat(41));
        assertThat(server.get("/v1/rooms/trimmed?version=45").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "version=-1",
        "version=",
        "version=1.0",
        "version=%2B1",
        "version=0x1",
        "version=%D9%A1",
        "version=99999999999999999999",
        "version=1&version=1",
        "version=1&at=5",
        "at=",
        "at=yesterday",
        "at=2024-01-01",
        "at=2024-13-01T00:00:00Z",
        "at=%2B1000000000-12-31T23:59:59Z",
        "at=1e3",
        "at=5&at=6",
    })
    void what_is_neither_version_nor_time_is_refused(String query) {
        assertProblem(server.get("/v1/rooms/past?" + query), 400, "BAD_MESSAGE");
    }

    @Test
    void a_parameter_of_another_route_is_not_passed_over() {
        assertProblem(server.get("/v1/rooms/past?limit=1"), 400, "UNSUPPORTED");
        assertProblem(server.get("/v1/rooms/past/history?at=1"), 400, "UNSUPPORTED");
        assertProblem(server.send("PUT", "/v1/rooms/past?version=1", "{}"), 400, "UNSUPPORTED");
        assertProblem(server.send("DELETE", "/v1/rooms/past?version=1", ""), 400, "UNSUPPORTED");
        assertThat(server.get("/v1/rooms/past?colour=blue").statusCode()).isEqualTo(200);
    }
}
