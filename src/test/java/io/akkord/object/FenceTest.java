package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that fail or do not answer: everybody is told that the outcome is unknown, then the journal decides. */
class FenceTest {
    private static final ObjectId ID = Runtime.tally("fence");

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;
    private TestProbe<RelayEvent> session;
    private Tap tap;

    @BeforeEach
    void start() {
        start("shards = 1");
    }

    private void start(String settings) {
        runtime = new Runtime(directory, "akkord.object { " + settings + " }");
        outcomes = runtime.kit.createTestProbe();
        tap = Tap.on(ID);
        session = runtime.join(ID, "s", "listener", Join.NOTHING);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void aWriteThatFailedIsSeenByNobody() {
        tap.lose(true);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 0, 4)))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        session.expectMessageClass(RelayEvent.Lost.class, Runtime.PATIENCE);
        tap.lose(false);
        assertThat(runtime.read(ID).version()).isZero();
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 1, 0, 4))).duplicate())
                .isFalse();
        session.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aWriteThatWasStoredAlthoughItFailedIsSeenByEverybody() {
        tap.fail(true);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 0, 4)))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        session.expectMessageClass(RelayEvent.Lost.class, Runtime.PATIENCE);
        tap.fail(false);
        assertThat(runtime.read(ID).version()).isEqualTo(1);
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 1, 0, 4))).duplicate())
                .isTrue();
        TestProbe<RelayEvent> again = runtime.join(ID, "s", "listener", 0);
        assertThat(again.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE)
                        .state()
                        .version())
                .isEqualTo(1);
    }

    @Test
    void aWriteWithoutAnAnswerIsUnknownUntilTheJournalHasBeenRead() {
        runtime.close();
        start("shards = 1, write-timeout = 2 s");
        tap.shut();
        runtime.send(ID, Runtime.add("c", 1, 0, 4), outcomes);
        Awaitility.await().until(() -> tap.groups().size() == 1);
        runtime.send(ID, Runtime.add("d", 1, 0, 8), outcomes);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        session.expectMessageClass(RelayEvent.Lost.class, Runtime.PATIENCE);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(4);
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 1, 0, 4))).duplicate())
                .isTrue();
        tap.open();
        assertThat(version(runtime.submit(ID, Runtime.add("d", 1, 0, 8)))).isEqualTo(2);
        outcomes.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void aStorageThatComesAndGoesLosesAndDoublesNothing() {
        for (int seq = 1; seq <= 40; seq++) {
            tap.lose(seq % 4 == 1);
            tap.fail(seq % 4 == 2);
            Outcome outcome = runtime.submit(ID, Runtime.add("c", seq, seq - 1, 100));
            tap.lose(false);
            tap.fail(false);
            while (outcome instanceof Outcome.Refused) {
                assertThat(reason(outcome)).isEqualTo(Refusal.Reason.UNAVAILABLE);
                outcome = runtime.submit(ID, Runtime.add("c", seq, seq - 1, 100));
            }
            assertThat(version(outcome)).isEqualTo(seq);
        }
        assertThat(runtime.read(ID).value().sum()).isEqualTo(4000);
        assertThat(runtime.journal(ID)).hasSize(40);
    }

    @Test
    void aCommandForAKindThatIsNotThereDoesNoHarmToItsNeighbours() {
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 4)));
        session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        TestProbe<ReadAnswer> nobody = runtime.kit.createTestProbe();
        runtime.objects.accept(new ObjectCommand.Read(ObjectId.of("gadgets", "x"), nobody.getRef()));
        assertThat(nobody.receiveMessage(Runtime.PATIENCE))
                .isInstanceOfSatisfying(
                        ReadAnswer.Failed.class,
                        failed -> assertThat(failed.refusal().reason()).isEqualTo(Refusal.Reason.NOT_FOUND));
        session.expectNoMessage(Duration.ofMillis(50));
        version(runtime.submit(ID, Runtime.add("c", 2, 1, 4)));
        session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
    }
}
