package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.client.Member;
import io.akkord.system.client.TestClient;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients with bad connections in shared rooms end with one document, the server's and the journal's. */
class RandomClientsIT {
    private static final Duration REST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final AtomicLong inFlightAtCuts = new AtomicLong();

    @Test
    void clients_with_bad_connections_converge_and_nothing_is_lost_or_doubled() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (int run = 0; run < Soak.count(2, 40); run++) {
                play(server, 1000L + run);
            }
        }
    }

    @Test
    void tabs_that_share_a_client_id_take_over_from_each_other_without_loss() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            for (int run = 0; run < Soak.count(2, 40); run++) {
                playTwins(server, 5000L + run);
            }
        }
    }

    private void play(ServerProcess server, long seed) throws Exception {
        try (Play play = new Play(server.port())) {
            String text = "text-" + seed;
            String rich = "rich-" + seed;
            String json = "json-" + seed;
            play.room(text, "text").room(rich, "rich-text").room(json, "json");
            AtomicLong resends = new AtomicLong();
            List<CompletableFuture<Void>> typing = new ArrayList<>();
            int edits = Soak.count(150, 500);
            int jsonEdits = Soak.count(50, 200);
            for (int i = 0; i < 9; i++) {
                boolean ofJson = i >= 6;
                String[] rooms = ofJson
                        ? new String[] {json}
                        : i % 3 == 0 ? new String[] {text, rich, json} : new String[] {i % 3 == 1 ? text : rich};
                TestClient client = play.client("c" + seed + "-" + i, seed * 31 + i, rooms);
                client.connect();
                typing.add(new Typist(
                                client, seed * 17 + i, ofJson ? jsonEdits : edits, 12, r -> fault(client, r, resends))
                        .start());
            }
            play.awaitTyped(typing);
            long cuts = play.clients().stream().mapToLong(TestClient::cuts).sum();
            long lost = play.clients().stream().mapToLong(TestClient::lostAcks).sum();
            play.clients().forEach(c -> c.delayUpTo(0));
            play.clients().forEach(TestClient::connect);
            play.settle(REST);
            JournalFile journal = JournalFile.of(server.dataDirectory());
            play.check(journal::read);
            for (String room : play.rooms()) {
                assertThat(server.http().history(room)).isEqualTo(journal.read(room));
            }
            assertThat(journal.read(json)).hasSizeGreaterThanOrEqualTo(3 * jsonEdits);
            FaultHappened.check("a cut socket, seed " + seed, cuts, 5);
            FaultHappened.check("a lost acknowledgement, seed " + seed, lost, 3);
            FaultHappened.check("a repeated submission, seed " + seed, resends.get(), 3);
            EditsWereInFlight.check("cut sockets, seed " + seed, inFlightAtCuts.get(), 3);
        }
    }

    private void fault(TestClient client, Random random, AtomicLong resends) {
        switch (random.nextInt(40)) {
            case 0 -> {
                inFlightAtCuts.addAndGet(
                        client.members().stream().filter(Member::isInFlight).count());
                client.cut();
            }
            case 1, 2 -> client.loseNextAck();
            case 3, 4, 5 ->
                resends.addAndGet(
                        client.members().stream().filter(Member::resend).count());
            case 6 -> client.delayUpTo(random.nextInt(30));
            case 7 -> {
                client.goOffline();
                client.later(random.nextInt(300), client::connect);
            }
            case 8 -> client.members().stream().filter(Member::isJoined).forEach(Member::requestSync);
            case 9, 10 -> client.delayUpTo(0);
            default -> {}
        }
    }

    private static void playTwins(ServerProcess server, long seed) throws Exception {
        try (Play play = new Play(server.port())) {
            String room = "twins-" + seed;
            play.room(room, "text");
            AtomicLong takeovers = new AtomicLong();
            List<CompletableFuture<Void>> typing = new ArrayList<>();
            List<TestClient> tabs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean twin = i < 2;
                TestClient client =
                        play.client(twin ? "twin-" + seed : "single-" + seed + "-" + i, seed + i, twin, room);
                client.connect();
                if (twin) {
                    tabs.add(client);
                }
                CompletableFuture<Void> typed = new Typist(client, seed * 13 + i, Soak.count(120, 400), 12).start();
                if (twin) {
                    comeBack(client, new Random(seed * 19 + i), takeovers, typed);
                }
                typing.add(typed);
            }
            play.awaitTyped(typing);
            for (TestClient tab : tabs) {
                bringToFront(tab);
            }
            for (TestClient tab : tabs) {
                bringToFront(tab);
            }
            play.settle(REST);
            play.check(JournalFile.of(server.dataDirectory())::read);
            FaultHappened.check("a takeover, seed " + seed, takeovers.get(), 5);
        }
    }

    /** Its user brings the tab to the front now and then, until all is typed. */
    private static void comeBack(TestClient tab, Random random, AtomicLong takeovers, CompletableFuture<Void> typed) {
        tab.later(20 + random.nextInt(100), () -> {
            if (!typed.isDone()) {
                if (isSuperseded(tab)) {
                    takeovers.incrementAndGet();
                    tab.rejoin();
                }
                comeBack(tab, random, takeovers, typed);
            }
        });
    }

    private static boolean isSuperseded(TestClient client) {
        return client.replicas().stream().anyMatch(r -> r.left().equals("superseded"));
    }

    /** Lets one tab have the room until all it had pending is committed. */
    private static void bringToFront(TestClient tab) {
        tab.rejoin();
        Play.await(
                "the tab is at rest", REST, () -> tab.replicas().stream().allMatch(r -> r.isJoined() && r.isSettled()));
    }
}
