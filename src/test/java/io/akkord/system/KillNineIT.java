package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.Checker;
import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.Evidence;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.check.NoGap;
import io.akkord.system.check.NothingLost;
import io.akkord.system.check.NothingTwice;
import io.akkord.system.check.SeenImpliesStored;
import io.akkord.system.client.Json;
import io.akkord.system.client.Logbook;
import io.akkord.system.client.Member;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import io.akkord.system.server.StoredCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed at random moments while clients type: no acknowledged edit is lost, none was shown that is not stored. */
class KillNineIT {
    private static final long SEED = 9;
    private static final int ROUNDS = 5;
    private static final Duration PROGRESS = Duration.ofSeconds(60);
    private static final List<Checker<Evidence>> AFTER_A_KILL =
            List.of(new NothingLost(), new NothingTwice(), new NoGap(), new SeenImpliesStored());

    @TempDir
    Path folder;

    @Test
    void kill_nine_under_load_loses_nothing() throws Exception {
        int batches = Soak.count(1, 20);
        Random random = new Random(SEED);
        long inFlight = 0;
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (int batch = 0; batch < batches; batch++) {
                inFlight += killRepeatedly(server, batch, random);
            }
            FaultHappened.check("kill -9", server.starts() - 1, ROUNDS * batches);
            checkTheDirectory(server);
            EditsWereInFlight.check("kill -9", inFlight, ROUNDS * batches);
        }
    }

    /** Nobody is in a room any more; the server that starts finds out by itself what the killed one did not write down. */
    private static void checkTheDirectory(ServerProcess server) throws Exception {
        server.kill();
        server.start();
        JournalFile journal = JournalFile.of(server.dataDirectory());
        Play.await("the directory is where the journal is", PROGRESS, () -> {
            try {
                JsonNode items = Json.read(
                                server.http().get("/v1/rooms?limit=1000").body())
                        .path("items");
                boolean level = items.size() >= 3;
                for (JsonNode item : items) {
                    int head = journal.read(item.path("id").asText()).size();
                    level &= item.path("version").asInt() == head;
                }
                return level;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A few kills in rooms of their own, so that later ones need not replay all that came before; returns the edits they hit. */
    private static long killRepeatedly(ServerProcess server, int batch, Random random) throws Exception {
        long inFlight = 0;
        try (Play play = new Play(server.port())) {
            List<Typist> typists = typists(play, batch);
            List<CompletableFuture<Void>> typing =
                    typists.stream().map(Typist::start).toList();
            for (int round = 0; round < ROUNDS; round++) {
                play.awaitAcknowledged(100 + random.nextInt(400));
                server.kill();
                inFlight += play.inFlight();
                checkWhatIsOnDisk(play, server);
                server.start();
            }
            typists.forEach(Typist::stop);
            play.awaitTyped(typing);
            play.settle(PROGRESS);
            JournalFile journal = JournalFile.of(server.dataDirectory());
            play.check(journal::read);
            for (String room : play.rooms()) {
                assertThat(journal.read(room)).as(room).hasSizeGreaterThan(ROUNDS);
            }
        }
        return inFlight;
    }

    private static List<Typist> typists(Play play, int batch) {
        List<String> rooms = new ArrayList<>();
        for (String type : List.of("text", "rich-text", "json")) {
            rooms.add("killed-" + batch + "-" + type);
            play.room(rooms.get(rooms.size() - 1), type);
        }
        List<Typist> typists = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long seed = SEED + 100L * batch + i;
            var client = play.client("k" + i, seed, rooms.get(i % 3));
            typists.add(new Typist(client.connect(), seed, Integer.MAX_VALUE, 10));
        }
        return typists;
    }

    /** The journal as the killed process left it, against what the clients have been told so far. */
    private static void checkWhatIsOnDisk(Play play, ServerProcess server) throws Exception {
        try (JournalFile left = JournalFile.copyOf(server.dataDirectory())) {
            for (String room : play.rooms()) {
                List<StoredCommit> journal = left.read(room);
                List<Logbook> books =
                        play.members(room).stream().map(Member::logbook).toList();
                Evidence evidence = new Evidence(room, play.type(room), journal, books, Map.of(), null, List.of());
                AFTER_A_KILL.forEach(checker -> checker.check(evidence));
            }
        }
    }
}
