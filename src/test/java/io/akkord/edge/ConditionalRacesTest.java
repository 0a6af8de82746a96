package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers at once, each on the condition that the room is as it had seen it. */
class ConditionalRacesTest {
    private static final int WRITERS = 16;
    private static final int ROUNDS = 40;
    private static final int TURNS = 5;

    @TempDir
    static Path folder;

    private static final HttpContract CONTRACT = new HttpContract();
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = new LiveServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** All requests under way at once; exactly one wins. */
    private static HttpResponse<String> onlyWinner(
            String method, IntFunction<CompletableFuture<HttpResponse<String>>> request) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            answers.add(request.apply(writer));
        }
        List<HttpResponse<String>> won = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.join();
            CONTRACT.verify(method, "/v1/rooms/{id}", response);
            if (response.statusCode() < 300) {
                won.add(response);
            } else {
                assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(412);
                assertThat(response.body()).contains("\"code\":\"CONFLICT\"");
            }
        }
        assertThat(won).hasSize(1);
        return won.get(0);
    }

    private static long version(HttpResponse<String> response) {
        return LiveServer.json(response).get("version").asLong();
    }

    @Test
    void one_writer_wins_each_version_and_no_write_is_lost() {
        server.send("PUT", "/v1/rooms/raced", "{\"content\":\"\"}");
        List<String> winners = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            int seen = round;
            HttpResponse<String> won = onlyWinner(
                    "PUT",
                    writer -> server.sendAsync(
                            "PUT",
                            "/v1/rooms/raced",
                            "{\"content\":\"" + seen + " by " + writer + "\"}",
                            "If-Match",
                            "\"" + seen + "\""));
            assertThat(version(won)).isEqualTo(seen + 1);
            assertThat(won.headers().firstValue("etag")).hasValue("\"" + (seen + 1) + "\"");
            winners.add(server.get("/v1/rooms/raced", "Accept", "text/plain").body());
        }
        assertThat(server.get("/v1/rooms/raced").headers().firstValue("etag")).hasValue("\"" + (ROUNDS + 1) + "\"");
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(winners.get(round - 1)).startsWith(round + " by ");
            assertThat(server.get("/v1/rooms/raced?version=" + (round + 1), "Accept", "text/plain")
                            .body())
                    .isEqualTo(winners.get(round - 1));
        }
    }

    @Test
    void one_of_many_creates_a_room_and_one_of_many_deletes_it() {
        for (int life = 0; life < 10; life++) {
            HttpResponse<String> created = onlyWinner(
                    "PUT",
                    writer -> server.sendAsync(
                            "PUT", "/v1/rooms/born", "{\"content\":\"" + writer + "\"}", "If-None-Match", "*"));
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(version(created)).isEqualTo(2L * life + 1);
            String tag = created.headers().firstValue("etag").orElseThrow();
            HttpResponse<String> deleted =
                    onlyWinner("DELETE", writer -> server.sendAsync("DELETE", "/v1/rooms/born", "", "If-Match", tag));
            assertThat(version(deleted)).isEqualTo(2L * life + 2);
        }
    }

    @Test
    void writers_that_read_and_try_again_all_get_their_turn() {
        server.send("PUT", "/v1/rooms/counted", "{\"content\":\"0\"}");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                int turns = 0;
                while (turns < TURNS) {
                    turns += increment() ? 1 : 0;
                }
            }));
        }
        writers.forEach(CompletableFuture::join);
        JsonNode room = LiveServer.json(server.get("/v1/rooms/counted"));
        assertThat(room.at("/content/0/insert").asText()).isEqualTo(Integer.toString(TURNS * WRITERS));
        assertThat(room.get("version").asLong()).isEqualTo((long) TURNS * WRITERS + 1);
    }

    private static boolean increment() {
        HttpResponse<String> read = server.get("/v1/rooms/counted", "Accept", "text/plain");
        int next = Integer.parseInt(read.body()) + 1;
        return server.send(
                                "PUT",
                                "/v1/rooms/counted",
                                "{\"content\":\"" + next + "\"}",
                                "If-Match",
                                read.headers().firstValue("etag").orElseThrow())
                        .statusCode()
                == 200;
    }
}
