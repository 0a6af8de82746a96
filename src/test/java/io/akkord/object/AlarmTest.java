package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm that was committed rings, once, whenever it is moved and whoever sleeps; the test holds the clock. */
class AlarmTest {
    private static final ObjectId ID = Runtime.tally("alarm");
    private static final long START = 1_700_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START);

    @TempDir
    Path directory;

    private Runtime runtime;

    @BeforeEach
    void start() {
        runtime = new Runtime(directory, "akkord.object { alarm-every = 20 ms, passivate-after = 200 ms }", clock::get);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private List<ObjectId> rows() {
        return runtime.tables.rows(Long.MAX_VALUE, 10_000).toCompletableFuture().join();
    }

    private List<ObjectId> dueRows() {
        return runtime.tables.rows(clock.get(), 10_000).toCompletableFuture().join();
    }

    /** Until the clock has looked several times more. */
    private void looks() {
        int before = runtime.tables.looks.get();
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> runtime.tables.looks.get() > before + 5);
    }

    private void rings(int times) {
        Awaitility.await()
                .atMost(Runtime.PATIENCE)
                .until(() -> runtime.read(ID).value().rings() == times);
        looks();
        assertThat(runtime.read(ID).value().rings()).isEqualTo(times);
    }

    @Test
    void theRowStandsBeforeTheCommitThatNeedsIt() {
        List<ObjectId> seen = new ArrayList<>();
        Tap.on(ID).before(() -> seen.addAll(rows()));
        version(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000)));
        assertThat(seen).containsExactly(ID);
    }

    @Test
    void withoutTheRowNothingIsCommitted() {
        runtime.tables.broken = true;
        assertThat(reason(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000))))
                .isEqualTo(Refusal.Reason.UNAVAILABLE);
        assertThat(runtime.read(ID).version()).isZero();
        runtime.tables.broken = false;
        version(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000)));
        clock.addAndGet(2000);
        rings(1);
    }

    @Test
    void aRowOfWhichNothingIsKnownIsWrittenAgain() {
        runtime.close();
        runtime = new Runtime(directory, "akkord.object { alarm-every = 20 ms, write-timeout = 2 s }", clock::get);
        runtime.tables.hanging = true;
        assertThat(reason(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000))))
                .isEqualTo(Refusal.Reason.UNAVAILABLE);
        runtime.tables.hanging = false;
        version(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000)));
        clock.addAndGet(2000);
        rings(1);
    }

    @Test
    void anAlarmThatIsMovedEarlierRingsEarlierAndOnlyOnce() {
        version(runtime.submit(ID, Runtime.ringAt("c", 1, START + 5000)));
        version(runtime.submit(ID, Runtime.ringAt("c", 2, START + 1000)));
        clock.set(START + 2000);
        rings(1);
        clock.set(START + 6000);
        rings(1);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> rows().isEmpty());
    }

    @Test
    void anAlarmThatIsMovedLaterRingsLaterAndTheEarlierRowGoes() {
        version(runtime.submit(ID, Runtime.ringAt("c", 1, START + 1000)));
        version(runtime.submit(ID, Runtime.ringAt("c", 2, START + 5000)));
        clock.set(START + 2000);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> dueRows().isEmpty());
        looks();
        assertThat(runtime.read(ID).value().rings()).isZero();
        assertThat(rows()).containsExactly(ID);
        clock.set(START + 5000);
        rings(1);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> rows().isEmpty());
    }

    @Test
    void alarmsThatAreMovedAllTheTimeAreNeverForgotten() {
        long seq = 1;
        for (int round = 1; round <= 30; round++) {
            long due = clock.get() + (round % 3 == 0 ? 0 : 50);
            version(runtime.submit(ID, Runtime.ringAt("c", seq++, due + 10 + (round % 7) * 10)));
            if (round % 5 != 0) {
                version(runtime.submit(ID, Runtime.ringAt("c", seq++, due)));
            }
            clock.addAndGet(200);
            rings(round);
        }
    }

    @Test
    void aThousandObjectsThatSleptWhileTheProcessWasDownAllRingOnce() {
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        int many = 1000;
        for (int i = 0; i < many; i++) {
            runtime.send(Runtime.tally("t" + i), Runtime.ringAt("c", 1, START + 1 + i), outcomes);
        }
        for (int i = 0; i < many; i++) {
            version(outcomes.receiveMessage(Duration.ofMinutes(1)));
        }
        runtime.close();
        clock.set(START + 3_600_000);
        start();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> rows().isEmpty());
        for (int i = 0; i < many; i++) {
            assertThat(runtime.journal(Runtime.tally("t" + i)))
                    .as("commits of object %s", i)
                    .hasSize(2);
        }
    }
}
