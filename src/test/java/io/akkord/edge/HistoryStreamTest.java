package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.LiveServer;
import io.akkord.journal.Database;
import io.akkord.journal.History;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.KindCodec;
import io.akkord.journal.LargeHistory;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a room with many commits as a stream, out of a real journal. */
class HistoryStreamTest {
    private static final int COMMITS = 200_000;
    private static final ObjectId ID = ObjectId.of("rooms", "large");
    private static final String PATH = "/v1/rooms/large/history";

    @TempDir
    static Path folder;

    private static ObjectState<RoomState> head;

    @BeforeAll
    static void writeTheJournal() {
        head = LargeHistory.write(folder, ID, COMMITS);
    }

    /** Counts what is read. */
    private record Counted(History history, AtomicLong handedOut) implements History {
        @Override
        public <C, E, S> CompletionStage<List<Commit<E>>> commits(
                KindCodec<C, E, S> codec, ObjectId id, long from, long to, int maxCount, long maxBytes) {
            return history.commits(codec, id, from, to, maxCount, maxBytes).thenApply(page -> {
                handedOut.addAndGet(page.size());
                return page;
            });
        }

        @Override
        public CompletionStage<Long> keptFrom(ObjectId id) {
            return history.keptFrom(id);
        }

        @Override
        public <C, E, S> CompletionStage<ObjectState<S>> stateAt(
                ObjectKind<C, E, S> kind, KindCodec<C, E, S> codec, ObjectId id, long version) {
            return history.stateAt(kind, codec, id, version);
        }

        @Override
        public CompletionStage<Long> versionAt(ObjectId id, long upTo, long time) {
            return history.versionAt(id, upTo, time);
        }
    }

    /** A reader that takes lines when it wants. */
    private static final class Lines implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader reader;
        private long last;

        Lines(URI uri) throws Exception {
            HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Accept", "application/x-ndjson")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            body = answer.body();
            reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** Reads lines in order and without a gap, this many or to the end; says how many. */
        long take(long most) throws IOException {
            long taken = 0;
            while (taken < most) {
                String line = reader.readLine();
                if (line == null) {
                    return taken;
                }
                long version = Long.parseLong(line.substring("{\"version\":".length(), line.indexOf(',')));
                assertThat(last == 0 || version == last + 1).describedAs(line).isTrue();
                last = version;
                taken++;
            }
            return taken;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void a_reader_that_pauses_holds_a_bounded_part_and_no_connection_and_loses_nothing() throws Exception {
        AtomicLong handedOut = new AtomicLong();
        try (Database database = Database.open(folder, 1);
                EdgeFixture edge = new EdgeFixture(
                        "akkord.session.keep-alive = 300 s",
                        rooms -> new Counted(new JournalHistory(database, 1_000), handedOut))) {
            edge.objects.stand(head, "large");
            try (Lines paused = new Lines(edge.uri(PATH))) {
                assertThat(paused.take(10)).isEqualTo(10);
                try (Lines other = new Lines(edge.uri(PATH))) {
                    assertThat(other.take(Long.MAX_VALUE)).isEqualTo(COMMITS);
                }
                long heldForThePaused = handedOut.get() - COMMITS;
                assertThat(heldForThePaused).isBetween(10L, COMMITS / 2L);
                assertThat(edge.get(PATH + "?limit=1").statusCode()).isEqualTo(200);
                assertThat(handedOut.get() - COMMITS - 1)
                        .describedAs("nothing is read for a reader that does not read")
                        .isEqualTo(heldForThePaused);
                assertThat(paused.take(Long.MAX_VALUE)).isEqualTo(COMMITS - 10);
            }
            assertThat(handedOut.get()).isEqualTo(2L * COMMITS + 1);
        }
    }

    @Test
    void commits_that_come_meanwhile_are_not_part_of_the_answer() throws Exception {
        try (LiveServer server = new LiveServer(folder)) {
            try (Lines stream = new Lines(server.uri(PATH))) {
                stream.take(1);
                for (int i = 0; i < 20; i++) {
                    assertThat(server.send(
                                            "POST",
                                            "/v1/rooms/large/ops",
                                            "{\"version\":" + COMMITS + ",\"op\":[{\"insert\":\"new\"}]}")
                                    .statusCode())
                            .isEqualTo(200);
                }
                assertThat(stream.take(Long.MAX_VALUE)).isEqualTo(COMMITS - 1);
            }
            try (Lines all = new Lines(server.uri(PATH))) {
                assertThat(all.take(Long.MAX_VALUE)).isEqualTo(COMMITS + 20);
            }
            try (Lines part = new Lines(server.uri(PATH + "?from=1500&to=150000"))) {
                assertThat(part.take(1)).isEqualTo(1);
                assertThat(part.last).isEqualTo(1500);
                assertThat(part.take(Long.MAX_VALUE)).isEqualTo(148_500);
                assertThat(part.last).isEqualTo(150_000);
            }
            try (Lines part = new Lines(server.uri(PATH + "?from=199999&limit=5"))) {
                assertThat(part.take(Long.MAX_VALUE)).isEqualTo(5);
                assertThat(part.last).isEqualTo(200_003);
            }
        }
    }

    @Test
    void a_history_that_breaks_off_does_not_look_whole() throws Exception {
        try (Database database = Database.open(folder, 1);
                EdgeFixture edge = new EdgeFixture("", rooms -> new JournalHistory(database, 1_000))) {
            ObjectState<RoomState> beyond = new ObjectState<>(
                    2L * COMMITS, head.value(), head.clients(), head.timestamp(), head.checksum(), head.origin());
            edge.objects.stand(beyond, "large");
            try (Lines stream = new Lines(edge.uri(PATH + "?from=199000"))) {
                assertThatThrownBy(() -> stream.take(Long.MAX_VALUE)).isInstanceOf(IOException.class);
            }
        }
    }
}
