package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.journal.ReplayCheck;
import io.akkord.journal.VersionNotFoundException;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written is gone, what it was numbered goes on, and whatever fails on the way leaves one of both. */
class PurgeTest {
    private static final ObjectId ID = ObjectId.of(RoomKind.NAME, "mortal");
    private static final RoomCommand.Delete ANY = new RoomCommand.Delete(RoomCommand.Replace.ANY);
    private static final String SETTINGS =
            "akkord.object { shards = 1, window = 3 }, akkord.storage { snapshot-every = 4, waypoint-every = 4 }";

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;

    @BeforeEach
    void writeARoom() {
        start();
        for (int seq = 1; seq <= 9; seq++) {
            assertThat(version(type("ann", seq, seq - 1, "secret "))).isEqualTo(seq);
        }
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void start() {
        runtime = new Runtime(directory, SETTINGS);
        outcomes = runtime.kit.createTestProbe();
    }

    private void restart() {
        runtime.close();
        start();
    }

    private Outcome type(String client, long seq, long base, String text) {
        sendTyped(client, seq, base, text);
        return outcomes.receiveMessage(Runtime.PATIENCE);
    }

    private void sendTyped(String client, long seq, long base, String text) {
        RoomCommand edit = new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, text));
        var submission = new Submission<>(client, seq, base, "ann", "", text.hashCode(), edit);
        runtime.objects.accept(new ObjectCommand.Submit<>(ID, submission, "", outcomes.getRef()));
    }

    private Outcome delete() {
        var submission = new Submission<RoomCommand>("_http", 0, Submission.HEAD, "ann", "", 0, ANY);
        runtime.objects.accept(new ObjectCommand.Submit<>(ID, submission, "", outcomes.getRef()));
        return outcomes.receiveMessage(Runtime.PATIENCE);
    }

    private Outcome purge() {
        sendPurge(ID, ANY);
        return outcomes.receiveMessage(Runtime.PATIENCE);
    }

    private void sendPurge(ObjectId id, RoomCommand command) {
        runtime.objects.accept(new ObjectCommand.Purge<>(
                id,
                new Submission<>("_http", Submission.UNNUMBERED, Submission.HEAD, "ann", "", 0, command),
                outcomes.getRef()));
    }

    @SuppressWarnings("unchecked")
    private ObjectState<RoomState> read() {
        TestProbe<ReadAnswer> probe = runtime.kit.createTestProbe();
        runtime.objects.accept(new ObjectCommand.Read(ID, probe.getRef()));
        return ((ReadAnswer.Current<RoomState>) probe.receiveMessage(Runtime.PATIENCE)).state();
    }

    private String text() {
        return read().value().text();
    }

    private String origin() {
        return runtime.database.installation().origin();
    }

    private long rows() {
        return runtime.database
                .read(connection -> {
                    try (ResultSet row = connection
                            .createStatement()
                            .executeQuery("SELECT (SELECT COUNT(*) FROM event_journal) +"
                                    + " (SELECT COUNT(*) FROM snapshot) + (SELECT COUNT(*) FROM waypoint) +"
                                    + " (SELECT COUNT(*) FROM alarm)")) {
                        return row.next() ? row.getLong(1) : 0;
                    }
                })
                .toCompletableFuture()
                .join();
    }

    private ObjectState<RoomState> stateAt(long version) {
        return runtime.services
                .history()
                .stateAt(Runtime.ROOMS.kind(), Runtime.ROOMS.codec(), ID, version)
                .toCompletableFuture()
                .join();
    }

    private long replayed(long head) {
        return new ReplayCheck(runtime.database, 100)
                .replayTo(Runtime.ROOMS.kind(), Runtime.ROOMS.codec(), ID, head, 1000)
                .toCompletableFuture()
                .join();
    }

    @Test
    void anObjectThatExistsIsDeletedAndOneRowKeepsItsNumberInANewHistory() {
        assertThat(rows()).isGreaterThan(9);
        assertThat(version(purge())).isEqualTo(10);
        assertThat(rows()).isEqualTo(1);
        ObjectState<RoomState> left = read();
        assertThat(left.version()).isEqualTo(10);
        assertThat(left.origin()).isNotEqualTo(origin());
        assertThat(left.value().type()).isEmpty();
        assertThat(left.clients().entries()).isEmpty();

        restart();
        ObjectState<RoomState> again = read();
        assertThat(again.origin()).isEqualTo(left.origin());
        assertThat(again.version()).isEqualTo(10);
        assertThat(again.timestamp()).isEqualTo(left.timestamp());
        assertThat(replayed(10)).isZero();
    }

    @Test
    void aPurgeCountsAsASubmission() {
        version(purge());
        assertThat(runtime.noted.of(ID)).filteredOn("submitted"::equals).hasSize(10);
    }

    @Test
    void theNextLifeGoesOnBehindItAndOutlivesRestarts() {
        purge();
        String origin = read().origin();
        for (int seq = 1; seq <= 9; seq++) {
            assertThat(version(type("bob", seq, 9 + seq, "new "))).isEqualTo(10 + seq);
        }
        for (int life = 0; life < 2; life++) {
            assertThat(text()).isEqualTo("new ".repeat(9));
            assertThat(read().origin()).isEqualTo(origin);
            assertThat(replayed(19)).isPositive();
            assertThat(replayed(11)).isEqualTo(1);
            assertThat(stateAt(13).value().text()).isEqualTo("new ".repeat(3));
            assertThat(stateAt(10).value().type()).isEmpty();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> stateAt(9))
                    .withCauseInstanceOf(VersionNotFoundException.class);
            restart();
        }
        assertThat(version(purge())).isEqualTo(20);
        assertThat(rows()).isEqualTo(1);
        assertThat(read().origin()).isNotEqualTo(origin).isNotEqualTo(origin());
        assertThat(version(type("bob", 1, 20, "third"))).isEqualTo(21);
    }

    @Test
    void aDeletedObjectIsPurgedWithoutAnotherCommitAndAPurgedOneStaysAsItIs() {
        assertThat(version(delete())).isEqualTo(10);
        assertThat(version(purge())).isEqualTo(10);
        assertThat(rows()).isEqualTo(1);
        ObjectState<RoomState> left = read();
        assertThat(version(purge())).isEqualTo(10);
        assertThat(read()).isEqualTo(left);
        restart();
        assertThat(version(purge())).isEqualTo(10);
        assertThat(read().origin()).isEqualTo(left.origin());
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void whatNeverWasCannotBePurgedAndAConditionThatFailsLeavesEverything() {
        sendPurge(ObjectId.of(RoomKind.NAME, "never"), ANY);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.NOT_FOUND);
        sendPurge(ID, new RoomCommand.Delete(8));
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.PRECONDITION);
        sendPurge(ID, new RoomCommand.Replace(java.util.Optional.empty(), java.util.Optional.empty(), -1));
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.INVALID);
        assertThat(text()).isEqualTo("secret ".repeat(9));
        sendPurge(ID, new RoomCommand.Delete(10));
        assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(11);
        sendPurge(ID, new RoomCommand.Delete(11));
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.PRECONDITION);
    }

    @Test
    void whoIsThereLeavesAndWhoComesBackBeginsAnew() {
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "ann", 9);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        purge();
        CommitGroup group = session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE)
                .group();
        assertThat(group.commits())
                .singleElement()
                .satisfies(frame -> assertThat(frame.deletes()).isTrue());
        session.expectMessageClass(RelayEvent.Lost.class, Runtime.PATIENCE);

        assertThat(joined("s2", 9, "").reset()).isTrue();
        RelayEvent.Joined<?, ?> old = joined("s3", 10, origin());
        assertThat(old.reset()).isTrue();
        assertThat(old.seq()).isZero();
        assertThat(joined("s4", 10, old.state().origin()).reset()).isFalse();
        version(type("bob", 1, 10, "new"));
        assertThat(joined("s5", 11, origin()).reset()).isTrue();
        RelayEvent.Joined<?, ?> known = joined("s6", 10, old.state().origin());
        assertThat(known.reset()).isFalse();
        assertThat(known.commits().orElseThrow()).hasSize(1);
    }

    private RelayEvent.Joined<?, ?> joined(String session, long since, String origin) {
        TestProbe<RelayEvent> probe = runtime.kit.createTestProbe();
        var join = new Join(session, "ann", "ann", since, origin, false, new byte[0], -1);
        runtime.relays.tell(new Relays.Attach(ID, join, probe.getRef()));
        return probe.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
    }

    @Test
    void nothingThatWasPurgedIsCommittedAgain() {
        purge();
        assertThat(reason(type("ann", 9, 8, "secret "))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(type("ann", 1, 0, "secret "))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(version(type("ann", 10, 10, "new"))).isEqualTo(11);
        assertThat(reason(type("ann", 9, 8, "secret "))).isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(committed(type("ann", 10, 10, "new")).duplicate()).isTrue();
        assertThat(text()).isEqualTo("new");
    }

    @Test
    void whatComesWhileTheRowsAreGoingIsAnsweredAfterwards() {
        runtime.tables.purgeMay = new CompletableFuture<>();
        long before = rows();
        sendPurge(ID, ANY);
        sendTyped("bob", 1, 10, "new");
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "cay", Join.NOTHING);
        Awaitility.await().until(() -> rows() == before + 1);
        outcomes.expectNoMessage();
        session.expectNoMessage();
        runtime.tables.purgeMay.complete(Done.getInstance());
        assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(10);
        assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(11);
        RelayEvent.Joined<?, ?> joined = session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        assertThat(joined.state().version()).isEqualTo(11);
        assertThat(joined.state().origin()).isNotEqualTo(origin());
        assertThat(text()).isEqualTo("new");
    }

    @Test
    void aTransactionThatIsGivenUpLeavesTheDeletedObjectWhole() {
        runtime.tables.purgeBreaks = true;
        long before = rows();
        assertThat(reason(purge())).isEqualTo(Refusal.Reason.UNAVAILABLE);
        assertThat(rows()).isEqualTo(before + 1);
        assertThat(read().version()).isEqualTo(10);
        assertThat(read().origin()).isEqualTo(origin());
        assertThat(stateAt(9).value().text()).isEqualTo("secret ".repeat(9));
        runtime.tables.purgeBreaks = false;
        restart();
        assertThat(version(purge())).isEqualTo(10);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aPurgeWhoseAnswerIsLostIsKnownAtTheNext() {
        runtime.tables.purgeAnswerIsLost = true;
        assertThat(reason(purge())).isEqualTo(Refusal.Reason.UNAVAILABLE);
        runtime.tables.purgeAnswerIsLost = false;
        ObjectState<RoomState> left = read();
        assertThat(left.origin()).isNotEqualTo(origin());
        assertThat(version(purge())).isEqualTo(10);
        assertThat(read()).isEqualTo(left);
    }

    @Test
    void aDeletionThatIsNotStoredPurgesNothing() {
        Tap.on(ID).lose(true);
        assertThat(reason(purge())).isEqualTo(Refusal.Reason.UNAVAILABLE);
        Tap.on(ID).lose(false);
        assertThat(text()).isEqualTo("secret ".repeat(9));
        Tap.on(ID).fail(true);
        assertThat(reason(purge())).isEqualTo(Refusal.Reason.UNAVAILABLE);
        Tap.on(ID).fail(false);
        assertThat(read().version()).isEqualTo(10);
        assertThat(read().origin()).isEqualTo(origin());
        assertThat(stateAt(9).value().text()).isEqualTo("secret ".repeat(9));
    }
}
