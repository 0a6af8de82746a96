package io.akkord.object;

import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind may collect submissions for a while: fewer writes, and for each submission the same promises. */
class BatchTest {
    private static final ObjectId ID = Runtime.tally("batched");

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;
    private Tap tap;

    @BeforeEach
    void start() {
        runtime = new Runtime(directory, "akkord.object { max-group = 8, max-queue = 64 }");
        outcomes = runtime.kit.createTestProbe();
        tap = Tap.on(ID);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void send(int client) {
        runtime.send(ID, Runtime.add("c" + client, 1, Submission.HEAD, client), outcomes);
    }

    private Set<Long> versions(int count) {
        Set<Long> versions = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            versions.add(version(outcomes.receiveMessage(Runtime.PATIENCE)));
        }
        return versions;
    }

    @Test
    void submissionsAreCollectedForTheTimeOfTheirKindAndAnsweredAfterTheirWrite() {
        runtime.read(ID);
        long began = System.nanoTime();
        tap.shut();
        for (int client = 1; client <= 5; client++) {
            send(client);
        }
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> !tap.groups().isEmpty());
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TallyKind.BATCH_MILLIS * 1_000_000);
        outcomes.expectNoMessage(java.time.Duration.ofMillis(50));
        tap.open();
        assertThat(versions(5)).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aFullGroupDoesNotWait() {
        runtime.read(ID);
        for (int client = 1; client <= 24; client++) {
            send(client);
        }
        assertThat(versions(24)).hasSize(24);
        assertThat(tap.groups()).allMatch(size -> size <= 8);
    }

    @Test
    void aReadTakesTheSubmissionsBeforeItAlong() {
        runtime.read(ID);
        for (int round = 1; round <= 5; round++) {
            send(round);
            assertThat(runtime.read(ID).version()).isEqualTo(round);
        }
        assertThat(versions(5)).hasSize(5);
    }

    @Test
    void aJoinIsToldOfTheSubmissionsBeforeIt() {
        runtime.read(ID);
        runtime.send(ID, Runtime.add("ann", 1, 0, 7), outcomes);
        RelayEvent.Joined<?, ?> joined = runtime.join(ID, "s", "ann", Join.NOTHING)
                .expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        assertThat(joined.seq()).isEqualTo(1);
        assertThat(versions(1)).containsExactly(1L);
    }

    @Test
    void anObjectThatIsToldToStopWritesWhatItHasCollected() {
        TestProbe<Object> watcher = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = runtime.kit.spawn(ObjectEntity.create(
                ID,
                Runtime.TALLIES,
                runtime.services,
                runtime.kit
                        .<akka.cluster.sharding.typed.javadsl.ClusterSharding.ShardCommand>createTestProbe()
                        .getRef()));
        for (int client = 1; client <= 3; client++) {
            entity.tell(new ObjectCommand.Submit<>(
                    ID, Runtime.add("c" + client, 1, Submission.HEAD, client), "", outcomes.getRef()));
        }
        entity.tell(new EntityInternal.Stop());
        assertThat(versions(3)).containsExactly(1L, 2L, 3L);
        watcher.expectTerminated(entity, Runtime.PATIENCE);
    }
}
