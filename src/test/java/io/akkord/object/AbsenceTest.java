package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.akkord.kind.Commit;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who attends and stays away for the grace time attends no more, whatever becomes of the object and the process meanwhile. */
class AbsenceTest {
    private static final ObjectId ID = Runtime.tally("absence");
    private static final Duration GRACE = Duration.ofMillis(600);

    @TempDir
    Path directory;

    private Runtime runtime;

    private void start(String more) {
        runtime = new Runtime(directory, "akkord.object { alarm-every = 20 ms, absence-grace = 600 ms, " + more + " }");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private TestProbe<RelayEvent> join(String session, String client) {
        TestProbe<RelayEvent> probe = runtime.join(ID, session, client, Join.NOTHING);
        probe.fishForMessage(
                Runtime.PATIENCE,
                event -> event instanceof RelayEvent.Joined<?, ?>
                        ? akka.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                        : akka.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
        return probe;
    }

    private void leave(String session) {
        runtime.relays.tell(new Relays.Detach(ID, session));
    }

    private void attend(String client) {
        version(runtime.submit(ID, Runtime.submission(client, 1, new TallyKind.Command.Attend())));
    }

    private List<Commit<TallyKind.Event>> gone() {
        return runtime.journal(ID).stream()
                .filter(c -> c.event() instanceof TallyKind.Event.Gone)
                .toList();
    }

    private void isGone(String... clients) {
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> !gone().isEmpty());
        assertThat(gone()).extracting(Commit::event).containsExactly(new TallyKind.Event.Gone(Set.of(clients)));
        assertThat(gone()).extracting(Commit::client).containsOnly(Names.SERVER_CLIENT);
    }

    private void staysFor(Duration time, TestProbe<?> quiet) {
        quiet.expectNoMessage(time);
        assertThat(gone()).isEmpty();
    }

    @Test
    void whoLeavesForGoodIsGoneAfterTheGraceTimeAndTheOthersHearOfIt() {
        start("");
        join("s1", "ann");
        TestProbe<RelayEvent> bob = join("s2", "bob");
        attend("ann");
        attend("bob");
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        leave("s1");
        long seq = 2;
        while (gone().isEmpty()) {
            version(runtime.submit(
                    ID, Runtime.add("carl", seq++ - 1, runtime.read(ID).version(), 1)));
        }
        isGone("ann");
        long version = gone().get(0).version();
        bob.fishForMessage(
                Runtime.PATIENCE,
                event -> event instanceof RelayEvent.Committed committed
                                && committed.group().commits().stream().anyMatch(f -> f.version() == version)
                        ? akka.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                        : akka.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
        assertThat(runtime.read(ID).value().attending()).containsExactly("bob");
    }

    @Test
    void whoComesBackInTimeIsNotGone() {
        start("absence-grace = 3 s");
        TestProbe<RelayEvent> bob = join("s2", "bob");
        join("s1", "ann");
        attend("ann");
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        leave("s1");
        bob.expectNoMessage(GRACE.dividedBy(6));
        join("s1b", "ann");
        staysFor(Duration.ofSeconds(4), bob);
        leave("s1b");
        isGone("ann");
    }

    @Test
    void theEndOfASessionThatWasSupersededIsNoAbsence() {
        start("");
        TestProbe<RelayEvent> bob = join("s2", "bob");
        join("s1", "ann");
        attend("ann");
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        join("s1b", "ann");
        leave("s1");
        staysFor(GRACE.multipliedBy(2), bob);
    }

    @Test
    void whoSubmitsWithoutASessionIsGoneToo() {
        start("passivate-after = 50 ms");
        attend("service");
        isGone("service");
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> rows().isEmpty());
    }

    private List<ObjectId> rows() {
        return runtime.tables.rows(Long.MAX_VALUE, 100).toCompletableFuture().join();
    }

    @Test
    void aRelayThatIsLostTakesItsClientsAlong() {
        start("");
        ActorRef<Relays.Command> other = runtime.kit.spawn(Relays.create(runtime.objects));
        TestProbe<RelayEvent> ann = runtime.kit.createTestProbe();
        Runtime.attach(other, ID, "s1", "ann", Join.NOTHING, ann);
        ann.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        attend("ann");
        runtime.kit.stop(other);
        isGone("ann");
    }

    @Test
    void anObjectStaysAwakeUntilThoseItWaitsForAreGoneAndThenItStops() {
        start("passivate-after = 50 ms");
        join("s1", "ann");
        attend("ann");
        Tap tap = Tap.on(ID);
        int before = tap.recoveries();
        leave("s1");
        isGone("ann");
        assertThat(tap.recoveries()).isEqualTo(before);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> {
            TestProbe<ReadAnswer> nobody = runtime.kit.createTestProbe();
            nobody.expectNoMessage(Duration.ofMillis(300));
            runtime.read(ID);
            return tap.recoveries() > before;
        });
    }

    @Test
    void whoWasThereWhenTheProcessEndedHasTheGraceTimeToComeBack() {
        start("passivate-after = 50 ms");
        join("s1", "ann");
        join("s2", "bob");
        attend("ann");
        attend("bob");
        runtime.close();
        start("passivate-after = 50 ms, absence-grace = 3 s");
        join("s2", "bob");
        isGone("ann");
        assertThat(runtime.read(ID).value().attending()).containsExactly("bob");
    }

    @Test
    void anObjectThatNobodyComesBackToIsWokenAfterTheProcessEnded() {
        start("passivate-after = 50 ms");
        join("s1", "ann");
        attend("ann");
        runtime.close();
        start("passivate-after = 50 ms");
        isGone("ann");
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> rows().isEmpty());
    }

    @Test
    void anObjectAsleepNoticesThatSomebodyStaysAwayAndIsNotWokenForAnythingElse() {
        start("hibernate-after = 50 ms");
        join("s1", "ann");
        TestProbe<RelayEvent> bob = join("s2", "bob");
        attend("ann");
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        Tap tap = Tap.on(ID);
        int before = tap.recoveries();
        long row = latestRow();
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> latestRow() > row);
        long renewed = latestRow();
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> latestRow() > renewed);
        assertThat(tap.recoveries()).isEqualTo(before);
        assertThat(gone()).isEmpty();
        leave("s1");
        isGone("ann");
        assertThat(tap.recoveries()).isGreaterThan(before);
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
    }

    private long latestRow() {
        return runtime.tables.dueAlarms(Long.MAX_VALUE, 10).toCompletableFuture().join().stream()
                .mapToLong(io.akkord.journal.AlarmTable.Alarm::due)
                .max()
                .orElse(0);
    }

    @Test
    void theRowIsRenewedOncePerGraceTimeAndNoMoreOften() {
        start("");
        TestProbe<RelayEvent> ann = join("s1", "ann");
        attend("ann");
        ann.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        int before = runtime.tables.written.get();
        long began = System.nanoTime();
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> runtime.tables.written.get() >= before + 3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(GRACE.multipliedBy(2));
    }

    @Test
    void aDepartureOfWhichNobodyKnowsWhetherItWasStoredHappensOnce() {
        start("write-timeout = 2 s");
        join("s1", "ann");
        attend("ann");
        Tap tap = Tap.on(ID);
        for (boolean stored : new boolean[] {false, true}) {
            tap.fail(stored);
            tap.lose(!stored);
            TestProbe<Outcome> outcomes = runtime.kit.createTestProbe();
            leave("s1");
            int writes = tap.groups().size();
            Awaitility.await().atMost(Runtime.PATIENCE).until(() -> tap.groups().size() > writes);
            runtime.send(ID, Runtime.add("d", 1, 1, 1), outcomes);
            runtime.send(ID, Runtime.add("e", 1, 1, 1), outcomes);
            for (int i = 0; i < 2; i++) {
                Outcome outcome = outcomes.receiveMessage(Runtime.PATIENCE);
                assertThat(reason(outcome)).isIn(Refusal.Reason.UNAVAILABLE, Refusal.Reason.OUT_OF_ORDER);
            }
            tap.fail(false);
            tap.lose(false);
        }
        isGone("ann");
        long head = runtime.read(ID).version();
        version(runtime.submit(ID, Runtime.add("f", 1, head, 1)));
        assertThat(gone()).hasSize(1);
    }
}
