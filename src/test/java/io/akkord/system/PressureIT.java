package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.client.FrameSocket;
import io.akkord.system.client.Json;
import io.akkord.system.client.Peer;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.Delta;
import io.akkord.system.delta.Part;
import io.akkord.system.server.HeapAfterCollection;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under pressure memory stays bounded, the answer is the documented one, and others in the room are served. */
class PressureIT {
    private static final int HEAP_MIB = 384;
    /** What the JVM takes beside its heap: code, metaspace, threads, buffers of the network. */
    private static final int BESIDE_HEAP_MIB = 400;

    /** What is live of the heap when all is over. */
    private static final long MOST_HEAP = 160L << 20;

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SERVED = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    private ServerProcess server;

    @BeforeEach
    void configure() {
        server = new ServerProcess(folder).option("-Xmx" + HEAP_MIB + "m").option("-XX:MaxDirectMemorySize=128m");
    }

    @AfterEach
    void memory_stayed_bounded() {
        try {
            assertThat(server.isAlive()).as("the server is alive").isTrue();
            assertThat(server.residentMib()).isLessThan(HEAP_MIB + BESIDE_HEAP_MIB);
            assertThat(server.output()).doesNotContain("OutOfMemoryError", "StackOverflowError");
        } finally {
            server.close();
        }
    }

    @Test
    void a_reader_that_does_not_read_is_caught_up_or_closed_and_holds_up_nobody() throws Exception {
        server.env("AKKORD_SESSION_SLOW_AFTER", "120 s").start();
        String room = "slow";
        try (Witness witness = new Witness(server.port(), room, "text");
                Play play = new Play(server.port()).room(room, "text")) {
            TestClient slow = play.client("slow-reader", 1, room).connect();
            TestClient busy = play.client("busy-writer", 2, room).connect();
            play.awaitJoined();
            slow.pauseReading();
            long before = slow.replicas().iterator().next().version();
            String chunk = "x".repeat(100_000);
            Replica writer = busy.replicas().iterator().next();
            for (int i = 0; i < 600; i++) {
                Play.await("the writer is served", SERVED, writer::isSettled);
                writer.edit(doc ->
                        Delta.of(Part.insert(chunk), Part.delete(Math.min(chunk.length(), doc.length() / 2))));
                if (i % 100 == 50) {
                    witness.isUndisturbed(SERVED);
                }
            }
            assertThat(server.residentMib()).isLessThan(HEAP_MIB + BESIDE_HEAP_MIB);
            assertThat(slow.replicas().iterator().next().version())
                    .as("what the slow reader has read")
                    .isLessThan(before + 300);
            slow.resumeReading();
            play.settle(LONG);
            play.check(JournalFile.of(server.dataDirectory())::read);
        }
    }

    @Test
    void a_reader_that_never_reads_again_is_closed() throws Exception {
        server.env("AKKORD_SESSION_SLOW_AFTER", "2 s")
                .env("AKKORD_SESSION_OUTBOUND_HIGH", "1 MiB")
                .start();
        String room = "stuck";
        try (Witness witness = new Witness(server.port(), room, "text");
                Peer stuck = Peer.connect(server.port(), Map.of("Sec-WebSocket-Protocol", "akkord.v1"), 8_192)
                        .hello("stuck-reader")) {
            stuck.join(room);
            stuck.socket().pauseReading();
            String chunk = "y".repeat(100_000);
            for (int i = 0; i < 150; i++) {
                witness.types(chunk.substring(0, i % 2 == 0 ? 60_000 : 50_000));
                witness.isUndisturbed(SERVED);
            }
            CountDownLatch late = new CountDownLatch(1);
            CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS).execute(late::countDown);
            late.await();
            stuck.socket().resumeReading();
            assertThat(stuck.expectClose())
                    .as("the close code of a slow reader")
                    .isIn(1013, FrameSocket.ABNORMAL);
            witness.isUndisturbed();
        }
    }

    /** Each of them may have a little queued; together they asked for more than the heap. */
    @Test
    void many_who_ask_for_much_and_read_nothing_do_not_fill_the_memory() throws Exception {
        int deaf = 170;
        server.env("AKKORD_SESSION_SLOW_AFTER", "20 s").start();
        String ping = "{\"type\":\"PING\",\"payload\":\"" + "p".repeat(1_000_000) + "\"}";
        List<Peer> peers = new ArrayList<>();
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(deaf);
        try (Witness witness = new Witness(server.port(), "hears", "text")) {
            witness.isUndisturbed();
            for (int i = 0; i < deaf; i++) {
                Peer peer = Peer.connect(server.port(), Map.of("Sec-WebSocket-Protocol", "akkord.v1"), 8_192)
                        .hello("deaf-" + i);
                peer.socket().pauseReading();
                peers.add(peer);
            }
            peers.forEach(peer -> asked.add(CompletableFuture.supplyAsync(() -> asks(peer, ping), threads)));
            while (asked.stream().anyMatch(one -> !one.isDone())) {
                witness.isUndisturbed(SERVED);
            }
            assertThat(asked.stream().filter(CompletableFuture::join).count())
                    .as("those of whom the server has read all")
                    .isPositive();
            peers.forEach(Peer::close);
            witness.isUndisturbed(SERVED);
            witness.check(JournalFile.of(server.dataDirectory())::read);
            Play.await("the memory is free again", SERVED, () -> liveBytes() < MOST_HEAP);
        } finally {
            peers.forEach(Peer::close);
            threads.shutdownNow();
        }
    }

    private long liveBytes() {
        try {
            return HeapAfterCollection.bytes(server.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean asks(Peer peer, String ping) {
        try {
            for (int i = 0; i < 4; i++) {
                peer.send(ping);
            }
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void a_flood_of_submissions_is_answered_or_refused_and_others_are_served() throws Exception {
        server.env("AKKORD_OBJECT_MAX_QUEUE", "64").start();
        String room = "flooded";
        int each = 3_000;
        try (Witness witness = new Witness(server.port(), room, "text")) {
            List<Peer> flooders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Peer flooder = Peer.connect(server.port()).hello("flooder-" + i);
                flooder.join(room);
                flooders.add(flooder);
            }
            List<CompletableFuture<Set<String>>> floods = new ArrayList<>();
            for (Peer flooder : flooders) {
                floods.add(CompletableFuture.supplyAsync(() -> flood(flooder, room, each)));
            }
            for (int i = 0; i < 5; i++) {
                witness.isUndisturbed(SERVED);
            }
            CompletableFuture.allOf(floods.toArray(CompletableFuture[]::new)).get(300, TimeUnit.SECONDS);
            Set<String> codes = new TreeSet<>();
            floods.forEach(flood -> codes.addAll(flood.join()));
            for (Peer flooder : flooders) {
                assertThat(flooder.closed()).isIn(Peer.OPEN, 1013);
                flooder.close();
            }
            assertThat(Set.of("OVERLOADED", "OUT_OF_ORDER", "BAD_BASE", "SEQ_REUSED"))
                    .containsAll(codes);
            assertThat(codes).contains("OVERLOADED");
            witness.isUndisturbed(SERVED);
            witness.check(JournalFile.of(server.dataDirectory())::read);
        }
    }

    /** Sends without ever waiting for an answer, then reads one for each; returns the codes of the refusals. */
    private static Set<String> flood(Peer peer, String room, int count) {
        Set<String> codes = new TreeSet<>();
        Set<String> answers = Set.of("ACK", "ERROR");
        try {
            for (int seq = 1; seq <= count; seq++) {
                peer.send(Peer.op(room, "[{\"insert\":\"f\"}]", 0, seq).toString());
            }
        } catch (IOException e) {
            assertThat(peer.expectClose()).isEqualTo(1013);
        }
        for (int answered = 0; answered < count; answered++) {
            Optional<JsonNode> answer =
                    peer.poll(m -> answers.contains(m.path("type").asText()), SERVED);
            if (answer.isEmpty()) {
                assertThat(peer.closed())
                        .as("answers to " + answered + " of " + count)
                        .isEqualTo(1013);
                return codes;
            }
            String code = answer.get().path("payload").path("code").asText();
            if (!code.isEmpty()) {
                codes.add(code);
            }
        }
        return codes;
    }

    @Test
    void a_thousand_idle_sockets_cost_little_and_all_hear_of_an_edit() throws Exception {
        server.start();
        String room = "crowd";
        List<Peer> crowd = new ArrayList<>();
        try (Witness witness = new Witness(server.port(), room, "text")) {
            witness.isUndisturbed();
            for (int i = 0; i < 1_000; i++) {
                Peer peer = Peer.connect(server.port()).hello("idle-" + i);
                peer.join(room);
                crowd.add(peer);
            }
            witness.isUndisturbed(SERVED);
            long version = witness.version();
            for (Peer peer : crowd) {
                peer.expect(
                        "version " + version,
                        m -> m.path("type").asText().equals("OP")
                                && m.path("meta").path("version").asLong() == version);
                assertThat(peer.closed()).isEqualTo(Peer.OPEN);
            }
        } finally {
            crowd.forEach(Peer::close);
        }
    }

    @Test
    void a_room_of_ten_mebi_units_is_served_and_not_one_unit_more() throws Exception {
        int limit = 10 * 1024 * 1024;
        server.start();
        try (Witness witness = new Witness(server.port(), "small", "text")) {
            String content = "0123456789abcde\n".repeat(limit / 16 - 1);
            assertThat(server.http()
                            .put("large", Json.object().put("content", content).toString())
                            .statusCode())
                    .isEqualTo(201);
            witness.isUndisturbed(SERVED);
            try (Play play = new Play(server.port()).room("large", "text")) {
                Replica large = play.client("large-writer", 1, "large")
                        .connect()
                        .replicas()
                        .iterator()
                        .next();
                play.client("large-reader", 2, "large").connect();
                play.awaitJoined();
                large.edit(doc -> Delta.edit(doc.length() / 2, 0, "z".repeat(16)));
                witness.isUndisturbed(SERVED);
                play.settle(LONG);
                play.check(JournalFile.of(server.dataDirectory())::read);
                try (Peer peer = Peer.connect(server.port()).hello("one-more")) {
                    long version =
                            peer.join("large").path("payload").path("version").asLong();
                    peer.send(
                            Peer.op("large", "[{\"insert\":\"!\"}]", version, 1).toString());
                    peer.expectError("TOO_LARGE");
                    peer.send(Peer.op("large", "[{\"insert\":\"!\"},{\"delete\":1}]", version, 1)
                            .toString());
                    peer.expect("ACK");
                    assertThat(peer.closed()).isEqualTo(Peer.OPEN);
                }
                play.settle(LONG);
                play.check(JournalFile.of(server.dataDirectory())::read);
            }
            assertThat(server.http()
                            .put(
                                    "larger",
                                    Json.object()
                                            .put("content", "x".repeat(limit + 1))
                                            .toString())
                            .statusCode())
                    .isEqualTo(413);
            witness.isUndisturbed();
        }
    }

    @Test
    void a_hibernated_room_wakes_under_fire_and_nobody_sees_a_difference() throws Exception {
        server.env("AKKORD_OBJECT_HIBERNATE_AFTER", "100 ms")
                .env("AKKORD_OBJECT_PASSIVATE_AFTER", "100 ms")
                .start();
        try (Play play = new Play(server.port()).room("asleep", "text").room("asleep-rich", "rich-text")) {
            for (int i = 0; i < 10; i++) {
                play.client("sleeper-" + i, i, i % 2 == 0 ? "asleep" : "asleep-rich")
                        .connect();
            }
            play.awaitJoined();
            long fired = 0;
            for (int night = 0; night < 6; night++) {
                CountDownLatch slept = new CountDownLatch(1);
                CompletableFuture.delayedExecutor(500 + 37 * night, TimeUnit.MILLISECONDS)
                        .execute(slept::countDown);
                slept.await();
                List<CompletableFuture<Void>> typing = new ArrayList<>();
                for (TestClient client : play.clients()) {
                    typing.add(new Typist(client, night * 100 + typing.size(), 60, 5).start());
                }
                AtomicLong waiting = new AtomicLong();
                Play.await("somebody waits for the room to wake", SERVED, () -> {
                    waiting.set(play.inFlight());
                    return waiting.get() > 0;
                });
                fired += waiting.get();
                play.look("asleep");
                CompletableFuture.allOf(typing.toArray(CompletableFuture[]::new))
                        .get();
                play.settle(LONG);
            }
            play.check(JournalFile.of(server.dataDirectory())::read);
            FaultHappened.check("a night", 6, 6);
            EditsWereInFlight.check("waking", fired, 6);
        }
    }
}
