package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectEntityTest {
    private static final String QUICK = """
            akkord.object {
              window = 3
              hibernate-after = 300 ms
              passivate-after = 300 ms
              alarm-every = 100 ms
              max-queue = 50
            }
            """;

    @TempDir
    Path directory;

    private Runtime runtime;

    @BeforeEach
    void start() {
        runtime = new Runtime(directory, QUICK);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void restart() {
        runtime.close();
        runtime = new Runtime(directory, QUICK);
    }

    @Test
    void versionsCountUpByOneAndSurviveARestart() {
        ObjectId id = Runtime.tally("counting");
        for (int i = 1; i <= 5; i++) {
            assertThat(version(runtime.submit(id, Runtime.add("c", i, i - 1, i))))
                    .isEqualTo(i);
        }
        restart();
        assertThat(runtime.read(id).value().sum()).isEqualTo(15);
        assertThat(version(runtime.submit(id, Runtime.add("c", 6, 5, 1)))).isEqualTo(6);
    }

    @Test
    void aResendIsAnsweredWithItsOriginalVersionAlsoAfterARestart() {
        ObjectId id = Runtime.tally("resend");
        runtime.submit(id, Runtime.add("c", 1, 0, 4));
        for (int round = 0; round < 2; round++) {
            Outcome again = runtime.submit(id, Runtime.add("c", 1, 0, 4));
            assertThat(again).isInstanceOfSatisfying(Outcome.Committed.class, c -> {
                assertThat(c.version()).isEqualTo(1);
                assertThat(c.duplicate()).isTrue();
            });
            assertThat(reason(runtime.submit(id, Runtime.add("c", 1, 0, 5)))).isEqualTo(Refusal.Reason.SEQ_REUSED);
            restart();
        }
        assertThat(runtime.read(id).value().sum()).isEqualTo(4);
    }

    @Test
    void anEarlierSeqIsRecognisedAlsoWhenItStandsOnlyInTheJournal() {
        ObjectId id = Runtime.tally("earlier");
        for (int i = 1; i <= 20; i++) {
            runtime.submit(id, Runtime.add("c", i, i - 1, 100 + i));
        }
        assertThat(version(runtime.submit(id, Runtime.add("c", 2, 1, 102)))).isEqualTo(2);
        assertThat(version(runtime.submit(id, Runtime.add("c", 19, 18, 119)))).isEqualTo(19);
        assertThat(reason(runtime.submit(id, Runtime.add("c", 2, 1, 77)))).isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(reason(runtime.submit(id, Runtime.add("c", 2, 1, 13))))
                .as("a misfit, but first of all a seq with other content")
                .isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(runtime.read(id).version()).isEqualTo(20);
    }

    @Test
    void checksComeInTheOrderOfTheProtocol() {
        ObjectId id = Runtime.tally("order");
        runtime.submit(id, Runtime.add("c", 1, 0, 4));
        assertThat(reason(runtime.submit(id, Runtime.add("c", 3, 99, 13)))).isEqualTo(Refusal.Reason.OUT_OF_ORDER);
        assertThat(reason(runtime.submit(id, Runtime.add("c", 2, 99, 13)))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(runtime.submit(id, Runtime.add("c", 2, 0, 13)))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(runtime.submit(id, Runtime.add("c", 2, 1, 13)))).isEqualTo(Refusal.Reason.INVALID);
        Submission<TallyKind.Command> bob = new Submission<>("c", 2, 1, "bob", "", 1, new TallyKind.Command.Add(1, 0));
        assertThat(reason(runtime.submit(id, bob))).isEqualTo(Refusal.Reason.FORBIDDEN);
        assertThat(version(runtime.submit(id, Runtime.add("c", 2, 1, 1)))).isEqualTo(2);
    }

    @Test
    void anOldBaseIsBroughtOverEveryMissedCommit() {
        ObjectId id = Runtime.tally("old");
        for (int i = 1; i <= 40; i++) {
            runtime.submit(id, Runtime.add("c", i, i - 1, 1));
        }
        assertThat(version(runtime.submit(id, Runtime.add("d", 1, 5, 1)))).isEqualTo(41);
        assertThat(reason(runtime.submit(id, Runtime.add("d", 2, 41, 13)))).isEqualTo(Refusal.Reason.INVALID);
        var history = runtime.services.history().commits(new io.akkord.tally.TallyCodec(), id, 41, 41, 10, 1 << 20);
        assertThat(history.toCompletableFuture().join().get(0).event()).isEqualTo(new TallyKind.Event.Added(1, 35));
    }

    @Test
    void aSessionHearsItsJoinFirstThenEveryVersionOnce() {
        ObjectId id = Runtime.tally("stream");
        runtime.submit(id, Runtime.add("c", 1, 0, 1));
        TestProbe<RelayEvent> probe = runtime.join(id, "s", "listener", Join.NOTHING);
        RelayEvent first = probe.receiveMessage(Runtime.PATIENCE);
        assertThat(first)
                .isInstanceOfSatisfying(
                        RelayEvent.Joined.class,
                        j -> assertThat(j.state().version()).isEqualTo(1));
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        for (int i = 2; i <= 30; i++) {
            runtime.send(id, Runtime.add("c", i, Submission.HEAD, i), outcomes);
        }
        List<Long> versions = new ArrayList<>();
        while (versions.size() < 29) {
            RelayEvent.Committed committed = (RelayEvent.Committed) probe.receiveMessage(Runtime.PATIENCE);
            committed.group().commits().forEach(f -> versions.add(f.version()));
        }
        assertThat(versions).isEqualTo(LongStream.rangeClosed(2, 30).boxed().toList());
    }

    @Test
    void aHibernatedObjectWakesForTheNextSubmissionAndItsSessionsNoticeNothing() {
        ObjectId id = Runtime.tally("sleepy");
        TestProbe<RelayEvent> probe = runtime.join(id, "s", "listener", Join.NOTHING);
        probe.expectMessageClass(RelayEvent.Joined.class);
        for (int i = 1; i <= 3; i++) {
            runtime.submit(id, Runtime.add("c", i, i - 1, 1));
            RelayEvent.Committed committed = probe.expectMessageClass(RelayEvent.Committed.class);
            assertThat(committed.group().first()).isEqualTo(i);
            probe.expectNoMessage(java.time.Duration.ofMillis(700));
        }
    }

    @Test
    void aLaterSessionOfTheSameClientSupersedesTheEarlierOne() {
        ObjectId id = Runtime.tally("twice");
        TestProbe<RelayEvent> first = runtime.join(id, "s1", "twin", Join.NOTHING);
        first.expectMessageClass(RelayEvent.Joined.class);
        TestProbe<RelayEvent> second = runtime.join(id, "s2", "twin", Join.NOTHING);
        second.expectMessageClass(RelayEvent.Joined.class);
        first.expectMessageClass(RelayEvent.Superseded.class);
        TestProbe<Outcome> outcome = runtime.kit.createTestProbe();
        runtime.objects.accept(new ObjectCommand.Submit<>(id, Runtime.add("twin", 1, 0, 1), "s1", outcome.getRef()));
        assertThat(reason(outcome.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.SUPERSEDED);
        assertThat(runtime.read(id).version()).isZero();
    }

    @Test
    void anAlarmRingsOnceAlsoWhenItWasDueWhileTheProcessWasDown() {
        ObjectId id = Runtime.tally("alarm");
        long due = System.currentTimeMillis() + 500;
        runtime.submit(id, new Submission<>("c", 1, 0, "ann", "", 1, new TallyKind.Command.RingAt(due)));
        restart();
        Awaitility.await()
                .atMost(Runtime.PATIENCE)
                .until(() -> runtime.read(id).value().rings() == 1);
        assertThat(runtime.read(id).value()).isEqualTo(new TallyKind.Tally(0, 0, 1));
        assertThat(runtime.read(id).version()).isEqualTo(2);
    }

    @Test
    void aFullQueueAnswersOverloadedAndLosesNothingItTook() {
        ObjectId id = Runtime.tally("flood");
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        int flood = 500;
        Tap.on(id).shut();
        for (int i = 0; i < flood; i++) {
            runtime.objects.accept(
                    new ObjectCommand.Submit<>(id, Runtime.add("c" + i, 1, 0, 1), "", outcomes.getRef()));
        }
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.OVERLOADED);
        Tap.on(id).open();
        int committed = 0;
        for (int i = 1; i < flood; i++) {
            Outcome outcome = outcomes.receiveMessage(Runtime.PATIENCE);
            if (outcome instanceof Outcome.Committed) {
                committed++;
            } else {
                assertThat(reason(outcome)).isEqualTo(Refusal.Reason.OVERLOADED);
            }
        }
        assertThat(committed).isBetween(50, flood - 1);
        assertThat(runtime.read(id).value().sum()).isEqualTo(committed);
    }

    @Test
    void aQueueIsFullByTheBytesOfItsCommandsToo() {
        runtime.close();
        runtime = new Runtime(directory, QUICK + "akkord.object { max-queue = 4096, max-queue-bytes = 2560 }");
        ObjectId id = Runtime.tally("heavy");
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        int flood = 300;
        Tap.on(id).shut();
        for (int i = 0; i < flood; i++) {
            runtime.objects.accept(
                    new ObjectCommand.Submit<>(id, Runtime.add("c" + i, 1, 0, 1), "", outcomes.getRef()));
        }
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.OVERLOADED);
        Tap.on(id).open();
        long overloaded = 1;
        for (int i = 1; i < flood; i++) {
            if (outcomes.receiveMessage(Runtime.PATIENCE) instanceof Outcome.Refused refused) {
                assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.OVERLOADED);
                overloaded++;
            }
        }
        assertThat(overloaded).isBetween(1L, flood - 10L);
        assertThat(runtime.read(id).value().sum()).isEqualTo(flood - overloaded);
        assertThat(runtime.submit(id, Runtime.add("later", 1, 0, 1))).isInstanceOf(Outcome.Committed.class);
    }
}
