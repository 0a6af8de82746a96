package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.Flood.Fate;
import io.akkord.system.Flood.Manner;
import io.akkord.system.client.Peer;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More connections than there is room for: those who are there go on, those who come are told so, and afterwards all is as before. */
class FloodIT {
    private static final int MOST = Soak.count(600, 2_000);
    private static final int COMING = Soak.count(1_500, 5_000);

    /** So many at once: no more than may wait in the system until the server takes them in. */
    private static final int WAVE = 500;

    private static final int CLIENTS = 20;
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void aFloodOfConnectionsCutsNobodyAndIsOver() throws Exception {
        try (ServerProcess server = new ServerProcess(folder)
                        .env("AKKORD_HTTP_MAX_CONNECTIONS", "" + MOST)
                        .env("AKKORD_HTTP_REQUEST_WITHIN", "8 s")
                        .start();
                Play play = new Play(server.port()).room("one", "text").room("two", "rich-text")) {
            for (int i = 0; i < CLIENTS; i++) {
                play.client("there-" + i, i, i % 2 == 0 ? "one" : "two").connect();
            }
            play.awaitJoined();
            List<Typist> typists = new ArrayList<>();
            List<CompletableFuture<Void>> typing = new ArrayList<>();
            for (TestClient client : play.clients()) {
                Typist typist = new Typist(client, typists.size(), Integer.MAX_VALUE, 200);
                typists.add(typist);
                typing.add(typist.start());
            }
            play.awaitAcknowledged(CLIENTS);
            try (Flood flood = new Flood("127.0.0.1", server.port())) {
                long before = play.acknowledged();
                long began = System.nanoTime();
                for (int come = 0; come < COMING; come += WAVE) {
                    flood.connect(WAVE);
                    while (!isNobody(flood, Fate.NEVER_CONNECTED)) {
                        flood.turn();
                    }
                }
                while (!isOver(flood)) {
                    assertThat(System.nanoTime() - began).as(flood.summary()).isLessThan(TimeUnit.SECONDS.toNanos(120));
                    flood.turn();
                    flood.dribble();
                }
                System.out.println("FloodIT: " + flood.summary());
                assertThat(flood.count(Fate.NEVER_CONNECTED))
                        .allSatisfy((manner, count) -> assertThat(count).isZero());
                // One that asks is answered, be it by a refusal.
                assertThat(flood.count(Fate.CLOSED).get(Manner.HASTY)).isZero();
                assertThat(flood.count(Fate.REFUSED).get(Manner.HASTY)).isPositive();
                assertThat(flood.count(Fate.OPEN).get(Manner.HASTY)).isZero();
                assertThat(flood.count(Fate.SERVED).get(Manner.SLOW)).isZero();
                play.awaitAcknowledged(CLIENTS);
                assertThat(play.acknowledged()).isGreaterThan(before);
                for (TestClient client : play.clients()) {
                    assertThat(client.closes()).as(client.id()).isEmpty();
                }
            }
            Play.await("there is room again", LONG, () -> accepts(server));
            typists.forEach(Typist::stop);
            CompletableFuture.allOf(typing.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            play.settle(LONG);
            assertThat(play.replicas()).allMatch(Replica::isSettled);
            play.check(JournalFile.of(server.dataDirectory())::read);
            try (Peer late = Peer.connect(server.port()).hello("late")) {
                late.join("one");
            }
        }
    }

    /** Nobody is left who has neither been answered nor closed, but for those that were served and may stay. */
    private static boolean isOver(Flood flood) {
        return isNobody(flood, Fate.OPEN) && isNobody(flood, Fate.NEVER_CONNECTED);
    }

    private static boolean isNobody(Flood flood, Fate fate) {
        return flood.count(fate).values().stream().allMatch(count -> count == 0);
    }

    private static boolean accepts(ServerProcess server) {
        try (Peer peer = Peer.connect(server.port())) {
            return peer.hello("again").closed() == Peer.OPEN;
        } catch (java.io.IOException refused) {
            return false;
        }
    }
}
