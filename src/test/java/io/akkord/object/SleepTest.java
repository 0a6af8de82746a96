package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects fall asleep and stop at the worst moments, and nobody sees the difference. */
class SleepTest {
    private static final ObjectId ID = Runtime.tally("sleep");
    private static final int ROUNDS = 300;

    @TempDir
    Path directory;

    private Runtime runtime;
    private Tap tap;

    private void start(String settings) {
        runtime = new Runtime(directory, "akkord.object { " + settings + " }");
        tap = Tap.on(ID);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void submissionsThatMeetAFallingAsleepObjectAreCommittedOnceAndReachTheSession() {
        start("hibernate-after = 2 ms, passivate-after = 1 h");
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", Join.NOTHING);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        Random random = new Random(7);
        for (int seq = 1; seq <= ROUNDS; seq++) {
            assertThat(version(runtime.submit(ID, Runtime.add("c", seq, seq - 1, 1))))
                    .isEqualTo(seq);
            RelayEvent.Committed committed = session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
            assertThat(committed.group().first()).isEqualTo(seq);
            session.expectNoMessage(Duration.ofMillis(random.nextInt(25)));
        }
        assertThat(tap.recoveries()).isGreaterThan(ROUNDS / 10);
        assertThat(runtime.journal(ID)).hasSize(ROUNDS);
    }

    @Test
    void submissionsThatMeetAStoppingObjectAreAllAnswered() {
        start("hibernate-after = 1 h, passivate-after = 2 ms");
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        Random random = new Random(11);
        for (int round = 1; round <= ROUNDS; round++) {
            for (int client = 1; client <= 3; client++) {
                runtime.send(ID, Runtime.add("c" + client, round, 3L * (round - 1), 1), outcomes);
            }
            for (int client = 1; client <= 3; client++) {
                assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(3L * (round - 1) + client);
            }
            outcomes.expectNoMessage(Duration.ofMillis(random.nextInt(25)));
        }
        assertThat(tap.recoveries()).isGreaterThan(ROUNDS / 10);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(3 * ROUNDS);
    }

    private ActorRef<EntityMessage> alone(TestProbe<ClusterSharding.ShardCommand> shard) {
        return runtime.kit.spawn(ObjectEntity.create(ID, Runtime.TALLIES, runtime.services, shard.getRef()));
    }

    private void send(ActorRef<EntityMessage> entity, long seq, TestProbe<Outcome> outcomes) {
        entity.tell(new ObjectCommand.Submit<>(ID, Runtime.add("c", seq, seq - 1, 1), "", outcomes.getRef()));
    }

    @Test
    void anObjectWhoseStopMessageIsLostStopsByItself() {
        start("passivate-after = 100 ms, stop-timeout = 600 ms");
        TestProbe<ClusterSharding.ShardCommand> deaf = runtime.kit.createTestProbe();
        TestProbe<Object> watcher = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = alone(deaf);
        watcher.expectTerminated(entity, Runtime.PATIENCE);
        assertThat(deaf.receiveMessage(Runtime.PATIENCE)).isInstanceOf(ClusterSharding.Passivate.class);
    }

    @Test
    void anObjectToldToStopAnswersTheWriteUnderWayFirst() {
        start("stop-timeout = 1 h");
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        TestProbe<Object> watcher = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = alone(runtime.kit.createTestProbe());
        tap.shut();
        send(entity, 1, outcomes);
        Awaitility.await().until(() -> tap.groups().size() == 1);
        entity.tell(new EntityInternal.Stop());
        outcomes.expectNoMessage(Duration.ofMillis(200));
        tap.open();
        assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(1);
        watcher.expectTerminated(entity, Runtime.PATIENCE);
    }

    @Test
    void anObjectThatCannotFinishItsWriteStopsInTimeAndSaysThatTheOutcomeIsUnknown() {
        start("stop-timeout = 300 ms");
        TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
        TestProbe<Object> watcher = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = alone(runtime.kit.createTestProbe());
        TestProbe<RelayEvent> relay = runtime.kit.createTestProbe();
        entity.tell(new ObjectCommand.Subscribe(ID, Runtime.joining("s", "l", Join.NOTHING), relay.getRef()));
        relay.expectMessageClass(RelayEvent.Hosted.class, Runtime.PATIENCE);
        relay.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        tap.shut();
        send(entity, 1, outcomes);
        Awaitility.await().until(() -> tap.groups().size() == 1);
        entity.tell(new EntityInternal.Stop());
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        relay.expectMessageClass(RelayEvent.Lost.class, Runtime.PATIENCE);
        watcher.expectTerminated(entity, Runtime.PATIENCE);
        assertThat(runtime.read(ID).version()).isEqualTo(1);
    }
}
