package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.Commit;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes between an object's journal and its first answer: states of another release, and values that were never stored. */
class OpeningTest {
    private static final ObjectId ID = Runtime.tally("opening");
    private static final String SETTINGS = "akkord.object { write-timeout = 2 s, passivate-after = 1 h }";

    @TempDir
    Path directory;

    private Runtime runtime;

    @BeforeEach
    void start() {
        start(1, SETTINGS);
    }

    private void start(int schema, String settings) {
        runtime = new Runtime(
                directory, settings, System::currentTimeMillis, Runtime.tallies(schema, Interceptor.none()));
    }

    private void restart(int schema, String settings) {
        runtime.close();
        start(schema, settings);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private Outcome note(long seq, String text) {
        return runtime.submit(ID, Runtime.submission("c", seq, new TallyKind.Command.Note(text)));
    }

    private List<Commit<TallyKind.Event>> after(long version) {
        return runtime.journal(ID).subList((int) version, runtime.journal(ID).size());
    }

    @Test
    void aStateOfANewerSchemaAnswersEverythingWithItsRefusalAndNothingIsWritten() {
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 5)));
        restart(3, SETTINGS);
        assertThat(runtime.read(ID).value().schema()).isEqualTo(3);
        restart(2, SETTINGS);
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        for (int seq = 2; seq <= 4; seq++) {
            runtime.send(ID, Runtime.add("c", seq, 3, 1), outcomes);
        }
        for (int seq = 2; seq <= 4; seq++) {
            Outcome.Refused refused = (Outcome.Refused) outcomes.receiveMessage(Runtime.PATIENCE);
            assertThat(refused.refusal().message()).isEqualTo("Written by a newer release.");
        }
        TestProbe<ReadAnswer> read = runtime.kit.createTestProbe();
        runtime.objects.accept(new ObjectCommand.Read(ID, read.getRef()));
        assertThat(((ReadAnswer.Failed) read.receiveMessage(Runtime.PATIENCE))
                        .refusal()
                        .message())
                .isEqualTo("Written by a newer release.");
        RelayEvent.JoinRefused join = runtime.join(ID, "s", "listener", Join.NOTHING)
                .expectMessageClass(RelayEvent.JoinRefused.class, Runtime.PATIENCE);
        assertThat(join.refusal().message()).isEqualTo("Written by a newer release.");
        assertThat(runtime.journal(ID)).hasSize(3);
        restart(3, SETTINGS);
        assertThat(version(runtime.submit(ID, Runtime.add("c", 2, 3, 1)))).isEqualTo(4);
    }

    @Test
    void aStateOfAnOlderSchemaIsMigratedStepByStepBeforeAnythingIsServed() {
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 5)));
        restart(3, SETTINGS);
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", 1);
        for (int client = 1; client <= 5; client++) {
            runtime.send(ID, Runtime.add("d" + client, 1, 1, 1), outcomes);
        }
        RelayEvent.Joined<?, ?> joined = session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        assertThat(joined.state().version()).isGreaterThanOrEqualTo(3);
        for (int client = 1; client <= 5; client++) {
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isGreaterThan(3);
        }
        assertThat(after(1).subList(0, 2))
                .allSatisfy(c -> assertThat(c.client()).isEqualTo(Names.SERVER_CLIENT))
                .extracting(Commit::event)
                .containsExactly(new TallyKind.Event.Migrated(2), new TallyKind.Event.Migrated(3));
        assertThat(runtime.journal(ID)).hasSize(8);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(10);
        restart(3, SETTINGS);
        assertThat(runtime.read(ID).version()).isEqualTo(8);
    }

    @Test
    void aMigrationOfWhichNobodyKnowsWhetherItWasStoredHappensOnce() {
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 5)));
        for (int schema = 2; schema <= 5; schema++) {
            restart(schema, SETTINGS);
            Tap tap = Tap.on(ID);
            tap.fail(schema % 2 == 0);
            tap.lose(schema % 2 == 1);
            TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
            for (int client = 1; client <= 3; client++) {
                runtime.send(ID, Runtime.add("d" + client, schema - 1, 1, 1), outcomes);
            }
            for (int client = 1; client <= 3; client++) {
                assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
            }
            tap.fail(false);
            tap.lose(false);
            for (int client = 1; client <= 3; client++) {
                long base = runtime.read(ID).version();
                assertThat(base).isGreaterThanOrEqualTo(schema);
                version(runtime.submit(ID, Runtime.add("d" + client, schema - 1, base, 1)));
            }
        }
        assertThat(runtime.journal(ID))
                .filteredOn(c -> c.event() instanceof TallyKind.Event.Migrated)
                .extracting(Commit::event)
                .extracting(e -> ((TallyKind.Event.Migrated) e).schema())
                .containsExactly(2, 3, 4, 5);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(5 + 4 * 3);
    }

    @Test
    void anObjectThatCannotWriteTheRowItsMigrationNeedsServesNothingAndTriesAgainWhenAsked() {
        version(runtime.submit(ID, Runtime.ringAt("c", 1, System.currentTimeMillis() + 3_600_000)));
        restart(2, SETTINGS);
        runtime.tables.broken = true;
        for (int round = 0; round < 3; round++) {
            assertThat(reason(runtime.submit(ID, Runtime.add("d", 1, 1, 1)))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        }
        assertThat(runtime.journal(ID)).hasSize(1);
        runtime.tables.broken = false;
        assertThat(version(runtime.submit(ID, Runtime.add("d", 1, 1, 1)))).isEqualTo(3);
    }

    @Test
    void whatWasNeverStoredIsKnownUntilTheObjectIsLostAndThenItIsSaidSo() {
        version(note(1, "a secret"));
        assertThat(runtime.read(ID).value().note()).isEqualTo("a secret");
        restart(1, SETTINGS);
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", 1);
        RelayEvent.Joined<?, ?> joined = session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        assertThat(joined.state().version()).isEqualTo(2);
        assertThat(runtime.read(ID).value().noteLost()).isFalse();
        assertThat(after(0))
                .extracting(Commit::event)
                .containsExactly(new TallyKind.Event.Noted(""), new TallyKind.Event.NoteLost());
        assertThat(after(1).get(0).client()).isEqualTo(Names.SERVER_CLIENT);
    }

    @Test
    void aWriteOfUnknownOutcomeLosesWhatWasNeverStored() {
        version(note(1, "a secret"));
        Tap tap = Tap.on(ID);
        tap.lose(true);
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        runtime.send(ID, Runtime.add("d", 1, 1, 1), outcomes);
        runtime.send(ID, Runtime.add("e", 1, 1, 1), outcomes);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        tap.lose(false);
        assertThat(runtime.read(ID).value().note()).isEmpty();
        assertThat(after(1)).extracting(Commit::event).containsExactly(new TallyKind.Event.NoteLost());
        assertThat(version(runtime.submit(ID, Runtime.add("d", 1, 1, 1)))).isEqualTo(3);
    }

    @Test
    void hibernationKeepsWhatWasNeverStoredAndPassivationLosesIt() {
        restart(1, "akkord.object { hibernate-after = 20 ms, passivate-after = 20 ms, passivate-unstored = 20 ms }");
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", Join.NOTHING);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        Tap tap = Tap.on(ID);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> {
            runtime.read(ID);
            session.expectNoMessage(java.time.Duration.ofMillis(100));
            return tap.recoveries() > 1;
        });
        version(note(1, "a secret"));
        session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        int recoveries = tap.recoveries();
        session.expectNoMessage(java.time.Duration.ofMillis(400));
        assertThat(runtime.read(ID).value().note()).isEqualTo("a secret");
        assertThat(tap.recoveries()).isEqualTo(recoveries);
        runtime.relays.tell(new Relays.Detach(ID, "s"));
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> {
            session.expectNoMessage(java.time.Duration.ofMillis(200));
            return runtime.read(ID).value().note().isEmpty();
        });
        assertThat(after(1)).extracting(Commit::event).containsExactly(new TallyKind.Event.NoteLost());
    }

    @Test
    void whatWasNeverStoredKeepsAnObjectWithoutSessionsAwake() {
        restart(1, "akkord.object { passivate-after = 20 ms, passivate-unstored = 1 h }");
        Tap tap = Tap.on(ID);
        version(note(1, "a secret"));
        int recoveries = tap.recoveries();
        runtime.kit.createTestProbe().expectNoMessage(java.time.Duration.ofMillis(400));
        assertThat(runtime.read(ID).value().note()).isEqualTo("a secret");
        assertThat(tap.recoveries()).isEqualTo(recoveries);
    }
}
