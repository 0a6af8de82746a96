package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.client.Peer;
import io.akkord.system.server.HeapAfterCollection;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes over a socket, before HELLO or after it, the server lives on, tells nothing of its inside, and others do not notice. */
class SocketFuzzIT {
    private static final int THREADS = 2;
    private static final int SECONDS = Soak.count(20, 600);
    private static final int HEAP_MIB = 384;
    private static final long MOST_HEAP = 160L << 20;
    private static final int FRAMES = 40;

    @TempDir
    Path folder;

    @Test
    void whateverFramesComeTheServerLivesAndOthersDoNotNotice() throws Exception {
        long seed = Long.getLong("akkord.seed", System.nanoTime());
        System.out.println("SocketFuzzIT: -Dakkord.seed=" + seed);
        try (ServerProcess server = new ServerProcess(folder)
                        .option("-Xmx" + HEAP_MIB + "m")
                        .start();
                Witness witness = new Witness(server.port(), "quiet", "text")) {
            witness.isUndisturbed();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            AtomicLong frames = new AtomicLong();
            AtomicLong sockets = new AtomicLong();
            List<CompletableFuture<Void>> fuzzing = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                FrameFuzz fuzz = new FrameFuzz(seed + i);
                fuzzing.add(CompletableFuture.runAsync(() -> fuzz(server, fuzz, end, frames, sockets)));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(fuzzing.toArray(CompletableFuture[]::new));
            while (!all.isDone()) {
                witness.isUndisturbed();
                all.copy().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).join();
            }
            all.join();
            System.out.println("SocketFuzzIT: " + frames + " frames on " + sockets + " sockets");
            assertThat(frames.get()).isGreaterThan(SECONDS * 10L);
            witness.isUndisturbed();
            witness.check(JournalFile.of(server.dataDirectory())::read);
            assertThat(server.isAlive()).isTrue();
            assertThat(server.http().isReady()).isTrue();
            assertThat(HeapAfterCollection.bytes(server.pid())).isLessThan(MOST_HEAP);
            assertThat(server.output())
                    .doesNotContain(
                            "OutOfMemoryError",
                            "StackOverflowError",
                            "Uncaught",
                            "NullPointerException",
                            "ClassCastException");
        }
    }

    private static void fuzz(ServerProcess server, FrameFuzz fuzz, long end, AtomicLong frames, AtomicLong sockets) {
        while (System.nanoTime() < end) {
            try (Peer peer = Peer.connect(server.port())) {
                sockets.incrementAndGet();
                if (fuzz.next(4) > 0) {
                    peer.hello("fuzz-" + fuzz.next(20));
                    if (fuzz.next(2) > 0) {
                        peer.join("fuzzed");
                    }
                }
                send(fuzz, peer, frames);
                if (fuzz.next(3) > 0 && peer.closed() == Peer.OPEN) {
                    peer.socket().cut();
                }
                tellsNothing(peer.received());
            } catch (IOException e) {
                throw new AssertionError("the server does not take connections any more", e);
            }
        }
    }

    private static void send(FrameFuzz fuzz, Peer peer, AtomicLong frames) {
        try {
            for (int i = fuzz.next(FRAMES); i >= 0 && peer.closed() == Peer.OPEN; i--) {
                fuzz.sendTo(peer.socket());
                frames.incrementAndGet();
            }
            if (fuzz.next(3) == 0) {
                // What it has to say to all of this; a socket in the middle of a message says nothing.
                peer.poll(message -> message.path("type").asText().equals("PONG"), Duration.ofMillis(300));
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
    }

    private static void tellsNothing(String text) {
        assertThat(text).doesNotContain("Exception", "at io.", "akka.", "java.", "jackson", "[Source", "scala.");
    }
}
