package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows an object, from the first JOIN to the last goodbye. */
class AudienceTest {
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final ObjectId ID = Runtime.tally("audience");
    private static final byte[] HERE = "{\"at\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;
    private Tap tap;

    @BeforeEach
    void start() {
        runtime = new Runtime(directory, "akkord.object.window = 3");
        outcomes = runtime.kit.createTestProbe();
        tap = Tap.on(ID);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private RelayEvent.Joined<?, ?> joined(TestProbe<RelayEvent> session) {
        return session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
    }

    private TestProbe<RelayEvent> join(String session, String client) {
        TestProbe<RelayEvent> probe = runtime.join(ID, session, client, Join.NOTHING);
        joined(probe);
        return probe;
    }

    private void present(String session, byte[] data) {
        runtime.objects.accept(new ObjectCommand.Present(ID, session, data, 0));
    }

    private RelayEvent.PresenceChanged presence(TestProbe<RelayEvent> session) {
        return session.expectMessageClass(RelayEvent.PresenceChanged.class, Runtime.PATIENCE);
    }

    private void occupy() {
        tap.shut();
        runtime.send(ID, Runtime.add("first", 1, 0, 1), runtime.kit.createTestProbe());
        Awaitility.await().until(() -> !tap.groups().isEmpty());
    }

    @Test
    void aJoinDuringAWriteIsAnsweredAfterItAndTheStreamGoesOnFromThere() {
        occupy();
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "c", 0);
        session.expectNoMessage(A_WHILE);
        runtime.send(ID, Runtime.add("d", 1, 0, 1), outcomes);
        tap.open();
        RelayEvent.Joined<?, ?> joined = joined(session);
        assertThat(joined.state().version()).isEqualTo(1);
        assertThat(joined.commits().orElseThrow()).hasSize(1);
        RelayEvent.Committed next = session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        assertThat(next.group().first()).isEqualTo(2);
    }

    @Test
    void aJoinTellsTheFinalSeqOfItsClientAfterAllItsUndecidedSubmissions() {
        occupy();
        runtime.send(ID, Runtime.add("c", 1, Submission.HEAD, 1), outcomes);
        runtime.send(ID, Runtime.add("c", 2, Submission.HEAD, 1), outcomes);
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "c", Join.NOTHING);
        session.expectNoMessage(A_WHILE);
        tap.open();
        assertThat(joined(session))
                .matches(joined -> joined.seq() == 2)
                .matches(joined -> joined.state().version() == 3);
    }

    @Test
    void aJoinWaitsForASubmissionOfItsClientThatIsReadingTheJournal() {
        fill(40);
        for (int i = 1; i <= 5; i++) {
            runtime.history.shut();
            runtime.send(ID, Runtime.add("c" + i, 1, 5, 1), outcomes);
            TestProbe<RelayEvent> session = runtime.join(ID, "s" + i, "c" + i, Join.NOTHING);
            session.expectNoMessage(Duration.ofMillis(20));
            runtime.history.open();
            assertThat(joined(session).seq()).isEqualTo(1);
            version(outcomes.receiveMessage(Runtime.PATIENCE));
        }
    }

    private void fill(int commits) {
        for (int i = 1; i <= commits; i++) {
            version(runtime.submit(ID, Runtime.add("filler", i, Submission.HEAD, 1)));
        }
    }

    @Test
    void aSessionThatLeavesTakesItsPresenceWithIt() {
        TestProbe<RelayEvent> stays = join("s1", "stays");
        join("s2", "leaves");
        present("s2", HERE);
        assertThat(presence(stays).data()).isEqualTo(HERE);
        runtime.relays.tell(new Relays.Detach(ID, "s2"));
        RelayEvent.PresenceChanged gone = presence(stays);
        assertThat(gone.client()).isEqualTo("leaves");
        assertThat(gone.data()).isEmpty();
        TestProbe<RelayEvent> later = runtime.join(ID, "s3", "later", Join.NOTHING);
        assertThat(joined(later).presence()).isEmpty();
    }

    @Test
    void aLaterSessionInheritsThePresenceAndEndsIt() {
        TestProbe<RelayEvent> other = join("s0", "other");
        TestProbe<RelayEvent> earlier = join("s1", "twin");
        present("s1", HERE);
        presence(other);
        TestProbe<RelayEvent> later = join("s2", "twin");
        earlier.expectMessageClass(RelayEvent.Superseded.class, Runtime.PATIENCE);
        runtime.relays.tell(new Relays.Detach(ID, "s1"));
        present("s1", new byte[0]);
        other.expectNoMessage(A_WHILE);
        TestProbe<RelayEvent> third = runtime.join(ID, "s3", "third", Join.NOTHING);
        assertThat(joined(third).presence()).containsOnlyKeys("twin");
        runtime.relays.tell(new Relays.Detach(ID, "s2"));
        assertThat(presence(other).data()).isEmpty();
        later.expectNoMessage(Duration.ZERO);
    }

    @Test
    void theSessionsOfANodeThatIsGoneAreGoneForTheOthers() {
        TestProbe<RelayEvent> here = join("s1", "here");
        ActorRef<Relays.Command> elsewhere = runtime.kit.spawn(Relays.create(runtime.objects));
        for (String client : List.of("a", "b")) {
            TestProbe<RelayEvent> there = runtime.kit.createTestProbe();
            Runtime.attach(elsewhere, ID, "s" + client, client, Join.NOTHING, there);
            joined(there);
            present("s" + client, HERE);
            presence(here);
        }
        runtime.kit.stop(elsewhere);
        assertThat(List.of(presence(here).client(), presence(here).client())).containsExactlyInAnyOrder("a", "b");
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 1)));
        here.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
    }

    @Test
    void aGoodbyeThatComesLateFromAnEarlierRelayDoesNotEndTheStream() {
        TestProbe<RelayEvent> before = runtime.kit.createTestProbe();
        TestProbe<RelayEvent> now = runtime.kit.createTestProbe();
        Join join = Runtime.joining("s", "c", Join.NOTHING);
        runtime.objects.accept(new ObjectCommand.Subscribe(ID, join, before.getRef()));
        runtime.objects.accept(new ObjectCommand.Subscribe(ID, join, now.getRef()));
        runtime.objects.accept(new ObjectCommand.Unsubscribe(ID, "s", before.getRef()));
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 1)));
        now.fishForMessage(
                Runtime.PATIENCE,
                event -> event instanceof RelayEvent.Committed
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    @Test
    void aSessionThatLeavesWhileItsJoinWaitsIsNotThereAfterwards() {
        fill(40);
        for (int i = 1; i <= 5; i++) {
            TestProbe<RelayEvent> relay = runtime.kit.createTestProbe();
            runtime.history.shut();
            runtime.send(ID, Runtime.add("c" + i, 1, 5, 1), outcomes);
            Join join = Runtime.joining("s" + i, "c" + i, Join.NOTHING);
            runtime.objects.accept(new ObjectCommand.Subscribe(ID, join, relay.getRef()));
            runtime.objects.accept(new ObjectCommand.Unsubscribe(ID, "s" + i, relay.getRef()));
            version(runtime.submit(ID, Runtime.add("before", i, Submission.HEAD, 1)));
            runtime.history.open();
            version(outcomes.receiveMessage(Runtime.PATIENCE));
            relay.expectMessageClass(RelayEvent.Hosted.class, Runtime.PATIENCE);
            relay.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
            version(runtime.submit(ID, Runtime.add("after", i, Submission.HEAD, 1)));
            relay.expectNoMessage(Duration.ofMillis(50));
        }
    }

    @Test
    void aSessionThatLeavesAFullObjectIsNotThereAfterwards() {
        runtime.close();
        runtime = new Runtime(directory, "akkord.object.max-queue = 5");
        outcomes = runtime.kit.createTestProbe();
        tap = Tap.on(ID);
        occupy();
        TestProbe<RelayEvent> relay = runtime.kit.createTestProbe();
        runtime.objects.accept(
                new ObjectCommand.Subscribe(ID, Runtime.joining("s", "c", Join.NOTHING), relay.getRef()));
        for (int i = 1; i <= 4; i++) {
            runtime.send(ID, Runtime.add("c" + i, 1, Submission.HEAD, 1), outcomes);
        }
        runtime.objects.accept(new ObjectCommand.Unsubscribe(ID, "s", relay.getRef()));
        tap.open();
        for (int i = 1; i <= 4; i++) {
            version(awaitOutcome());
        }
        version(runtime.submit(ID, Runtime.add("after", 1, Submission.HEAD, 1)));
        relay.expectMessageClass(RelayEvent.Hosted.class, Runtime.PATIENCE);
        relay.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        relay.expectNoMessage(A_WHILE);
    }

    private Outcome awaitOutcome() {
        return outcomes.receiveMessage(Runtime.PATIENCE);
    }

    @Test
    void aFaultInAKindIsRefusedAndNobodyElseNotices() {
        TestProbe<RelayEvent> one = join("s1", "one");
        occupy();
        runtime.send(ID, Runtime.add("good", 1, Submission.HEAD, 1), outcomes);
        runtime.send(ID, Runtime.add("bad", 1, Submission.HEAD, TallyKind.FAULT), outcomes);
        runtime.send(ID, Runtime.add("good", 2, Submission.HEAD, 1), outcomes);
        tap.open();
        List<Object> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Outcome outcome = awaitOutcome();
            ends.add(outcome instanceof Outcome.Committed committed ? committed.version() : reason(outcome));
        }
        assertThat(ends).containsExactlyInAnyOrder(2L, Refusal.Reason.INVALID, 3L);
        for (long seen = 0; seen < 3; ) {
            RelayEvent.Committed next = one.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
            assertThat(next.group().first()).isEqualTo(seen + 1);
            seen = next.group().last();
        }
        one.expectNoMessage(Duration.ofMillis(50));
    }
}
