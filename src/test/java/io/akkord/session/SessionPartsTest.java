package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.object.CommitFrame;
import io.akkord.object.CommitGroup;
import io.akkord.object.Join;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.ContentHash;
import io.akkord.scores.ScoreKind;
import io.akkord.scores.ScoreWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session that follows a part of an object with keys. */
class SessionPartsTest {
    private static final ObjectId BOARD = ObjectId.of(ScoreKind.NAME, "chess");
    private static final SessionKind<ScoreKind.Command, ScoreKind.Event, ScoreKind.Board> BOARDS = ScoreWire.boards();

    private final Sitting sitting = new Sitting();

    @AfterEach
    void stop() {
        sitting.close();
    }

    // What happens to a board.

    private static ScoreKind.Change change(String text) {
        String[] named = text.split("=");
        return new ScoreKind.Change(
                named[0], named.length == 1 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(named[1])));
    }

    /** {@code a=1} sets, {@code a} takes away. */
    private static Commit<ScoreKind.Event> commit(long version, String client, long hash, String... changes) {
        List<ScoreKind.Change> all =
                Arrays.stream(changes).map(SessionPartsTest::change).toList();
        ScoreKind.Event event = new ScoreKind.Event.Changed(all, hash != 0 && changes[0].endsWith("=1000"));
        return new Commit<>(
                version, client, client.equals("ann") ? 1 : version, "u", "s", 1_700_000_000_000L, hash, 0, event);
    }

    private static Commit<ScoreKind.Event> commit(long version, String... changes) {
        return commit(version, "bob", 0, changes);
    }

    private static ObjectState<ScoreKind.Board> state(long version, String... scores) {
        TreeMap<String, Long> all = new TreeMap<>();
        for (String score : scores) {
            all.put(change(score).name(), change(score).score().orElseThrow());
        }
        return new ObjectState<>(version, new ScoreKind.Board(version > 0, all), Clients.none(1), 0, 0, Sitting.ORIGIN);
    }

    @SafeVarargs
    private void selected(long after, long version, Commit<ScoreKind.Event>... commits) {
        List<CommitFrame> frames = Arrays.stream(commits).map(BOARDS::frame).toList();
        sitting.tells(new RelayEvent.Selected(BOARD, after, version, frames));
    }

    private void joinedAt(
            ObjectState<ScoreKind.Board> state, Optional<List<Commit<ScoreKind.Event>>> commits, boolean reset) {
        sitting.tells(
                new RelayEvent.Joined<>(BOARD, sitting.attach.join().session(), state, 0, Map.of(), commits, reset));
    }

    private JsonNode join(String payload, ObjectState<ScoreKind.Board> state) throws InterruptedException {
        sitting.greeted().says("{'type':'JOIN','object':'boards/chess','payload':{" + payload + "}}");
        sitting.attaches();
        joinedAt(state, Optional.empty(), false);
        JsonNode joined = sitting.socket.next("JOINED");
        sitting.acks.receiveMessage();
        return joined;
    }

    private static List<String> texts(JsonNode message) {
        List<String> commits = new ArrayList<>();
        message.at("/payload/commits").forEach(commit -> {
            StringBuilder text = new StringBuilder(commit.get("version").asText());
            commit.get("changes")
                    .forEach(change -> text.append(' ').append(change.get("key").asText()));
            commits.add(text.toString());
        });
        return commits;
    }

    private static void isPatch(JsonNode patch, long after, long version, String... commits) {
        assertThat(patch.at("/meta/after").asLong()).isEqualTo(after);
        assertThat(patch.at("/meta/version").asLong()).isEqualTo(version);
        assertThat(texts(patch)).containsExactly(commits);
    }

    private JsonNode patch() throws InterruptedException {
        return sitting.socket.next("STATE_PATCH");
    }

    @Test
    void theFirstValueIsTheSnapshotCutToTheSubscription() throws InterruptedException {
        JsonNode joined = join("'keys':['a'],'patterns':['b:*']", state(7, "a=1", "b:1=2", "b=3", "c=4"));
        assertThat(joined.at("/payload/snapshot/store")).hasToString("{\"a\":1,\"b:1\":2}");
        assertThat(joined.at("/payload/version").asLong()).isEqualTo(7);
        assertThat(sitting.attach.interest()).isEqualTo(Interest.in(Set.of("a"), List.of(KeyPattern.of("b:*"))));
    }

    @Test
    void commitsAreCutAndAnEmptyPatchMovesTheCursor() throws InterruptedException {
        join("'patterns':['a*']", state(7));
        selected(7, 12, commit(8, "a=1", "b=1"), commit(11, "a"));
        JsonNode patch = patch();
        isPatch(patch, 7, 12, "8 a", "11 a");
        assertThat(patch.at("/payload/commits/0/source").asText()).isEqualTo("s");
        selected(12, 1_012);
        isPatch(patch(), 12, 1_012);
        selected(1_012, 1_013, commit(1_013, "a=3"));
        isPatch(patch(), 1_012, 1_013, "1013 a");
    }

    @Test
    void whoFollowsEverythingGetsPatchesThatAreShared() throws InterruptedException {
        join("", state(7, "a=1"));
        List<CommitFrame> frames = List.of(BOARDS.frame(commit(8, "a=2", "b=1")), BOARDS.frame(commit(9, "c=1")));
        sitting.tells(new RelayEvent.Committed(BOARD, new CommitGroup(BOARD, frames)));
        isPatch(patch(), 7, 9, "8 a b", "9 c");
    }

    private void submits(String changes, String meta) {
        sitting.says("{'type':'STATE_PATCH','object':'boards/chess','payload':{'source':'cart','changes':[" + changes
                + "]},'meta':{'seq':1" + meta + "}}");
    }

    private ObjectCommand.Submit<?> submitted() {
        return sitting.objects.expectMessageClass(ObjectCommand.Submit.class);
    }

    @Test
    void anOwnCommitIsTheAckWhateverTheSubscription() throws InterruptedException {
        join("'keys':['a']", state(7));
        submits("{'key':'z','value':1}", "");
        ObjectCommand.Submit<?> submit = submitted();
        assertThat(submit.submission().source()).isEqualTo("cart");
        assertThat(submit.submission().base()).isEqualTo(-1);
        selected(7, 10, commit(8, "a=1"), commit(9, "ann", submit.submission().hash(), "z=1"));
        isPatch(patch(), 7, 8, "8 a");
        JsonNode ack = sitting.socket.next("ACK");
        assertThat(ack.at("/meta/version").asLong()).isEqualTo(9);
        assertThat(ack.at("/payload").size()).isZero();
        isPatch(patch(), 9, 10);
    }

    @Test
    void anAckTellsTheEffectsWhereTheyDiffer() throws InterruptedException {
        join("'keys':['a']", state(7));
        submits("{'key':'z','value':5000}", "");
        long hash = submitted().submission().hash();
        selected(7, 8, commit(8, "ann", hash, "z=1000"));
        assertThat(sitting.socket.next("ACK").at("/payload/changes")).hasToString("[{\"key\":\"z\",\"value\":1000}]");
    }

    @Test
    void aConflictIsToldWithTheVersionItWasFoundAt() throws InterruptedException {
        join("'keys':['a']", state(7));
        submits("{'key':'a','value':1}", ",'version':7,'strategy':'reject'");
        Refusal conflict = new Refusal(Refusal.Reason.CONFLICT, "So.", 0, "[{\"key\":\"a\"}]");
        submitted().replyTo().tell(new Outcome.Refused(BOARD, 1, conflict, 9));
        JsonNode told = sitting.socket.next("CONFLICT_DETECTED");
        assertThat(told.at("/payload/conflicts/0/key").asText()).isEqualTo("a");
        assertThat(told.at("/meta/version").asLong()).isEqualTo(9);
        assertThat(told.at("/meta/seq").asLong()).isEqualTo(1);
        submits("{'key':'a','value':1}", "");
        submitted().replyTo().tell(new Outcome.Refused(BOARD, 1, Refusal.of(Refusal.Reason.CONFLICT, "So."), 9));
        sitting.socket.error("CONFLICT");
    }

    private static String lost(String key) {
        return key + "=" + ScoreWire.LOST;
    }

    @Test
    void aValueThatTheJournalDoesNotHoldComesInASnapshot() throws InterruptedException {
        join("'keys':['a'],'events':'entity'", state(7));
        selected(8, 9, commit(9, "a=1"));
        sitting.history.read().answer(List.of(commit(8, lost("b")), commit(9, "a=1")));
        isPatch(patch(), 7, 9, "9 a");
        selected(10, 11, commit(11, "a=3"));
        sitting.history.read().answer(List.of(commit(10, lost("a")), commit(11, "a=3")));
        sitting.attaches();
        joinedAt(state(11, "a=3"), Optional.empty(), false);
        JsonNode sync = sitting.socket.next("SYNC");
        assertThat(sync.at("/payload/reset").asBoolean()).isTrue();
        assertThat(sync.at("/payload/snapshot/store")).hasToString("{\"a\":3}");
    }

    @Test
    void whoCameBackGetsASnapshotWhereAValueIsLost() throws InterruptedException {
        sitting.greeted()
                .says("{'type':'JOIN','object':'boards/chess','payload':{'keys':['a'],'since':7,'origin':'"
                        + Sitting.ORIGIN + "'}}");
        sitting.attaches();
        joinedAt(state(8, "a=5"), Optional.of(List.of(commit(8, lost("a")))), false);
        JsonNode joined = sitting.socket.next("JOINED");
        assertThat(joined.at("/payload/reset").asBoolean()).isTrue();
        assertThat(joined.at("/payload/snapshot/store")).hasToString("{\"a\":5}");
    }

    @Test
    void whatIsMissedIsReadFromTheJournalAndCutAsWell() throws InterruptedException {
        join("'keys':['a']", state(7));
        selected(9, 10, commit(10, "a=1"));
        FakeHistory.Read read = sitting.history.read();
        assertThat(read.from()).isEqualTo(8);
        assertThat(read.to()).isEqualTo(10);
        read.answer(List.of(commit(8, "b=1"), commit(9, "a=0"), commit(10, "a=1", "b=2")));
        isPatch(patch(), 7, 10, "9 a", "10 a");
    }

    @Test
    void aReturnIsAnsweredWithWhatWasMissedOfTheSubscription() throws InterruptedException {
        sitting.greeted().says("{'type':'JOIN','object':'boards/chess','payload':{'since':3,'keys':['a']}}");
        assertThat(sitting.attaches().join().since()).isEqualTo(3);
        joinedAt(
                state(6, "a=5"),
                Optional.of(List.of(commit(4, "a=4", "b=1"), commit(5, "b=2"), commit(6, "a=5"))),
                false);
        JsonNode joined = sitting.socket.next("JOINED");
        assertThat(texts(joined)).containsExactly("4 a", "6 a");
        assertThat(joined.at("/payload/version").asLong()).isEqualTo(6);
        selected(6, 7, commit(7, "a=7"));
        isPatch(patch(), 6, 7, "7 a");
    }

    @Test
    void anotherJoinReplacesTheSubscription() throws InterruptedException {
        join("'keys':['a']", state(7, "a=1", "b=2"));
        sitting.says("{'type':'JOIN','object':'boards/chess','payload':{'keys':['b']}}");
        sitting.attaches();
        sitting.detaches();
        selected(7, 8, commit(8, "a=2"));
        joinedAt(state(9, "a=2", "b=3"), Optional.empty(), false);
        assertThat(sitting.socket.next("JOINED").at("/payload/snapshot/store")).hasToString("{\"b\":3}");
        selected(9, 10, commit(10, "a=5", "b=4"));
        isPatch(patch(), 9, 10, "10 b");
        assertThat(sitting.socket.isSilent()).isTrue();
    }

    @Test
    void aRefusedJoinLeavesTheSubscriptionAsItWas() throws InterruptedException {
        join("'keys':['a']", state(7, "a=1", "b=2"));
        sitting.says("{'type':'JOIN','object':'boards/chess','payload':{'keys':['b']}}");
        sitting.attaches();
        sitting.detaches();
        sitting.tells(new RelayEvent.JoinRefused(
                BOARD, sitting.attach.join().session(), Refusal.of(Refusal.Reason.UNAVAILABLE, "Not now.")));
        sitting.socket.error("UNAVAILABLE");
        sitting.attaches();
        sitting.detaches();
        assertThat(sitting.attach.interest().keys()).containsExactly("a");
        assertThat(sitting.attach.join().since()).isEqualTo(7);
        joinedAt(state(8), Optional.of(List.of(commit(8, "a=5", "b=4"))), false);
        isPatch(patch(), 7, 8, "8 a");
    }

    @Test
    void aLostObjectIsJoinedAgainFromTheCursorWithTheSameSubscription() throws InterruptedException {
        join("'keys':['a']", state(7));
        selected(7, 9);
        isPatch(patch(), 7, 9);
        sitting.tells(new RelayEvent.Lost(BOARD));
        sitting.attaches();
        sitting.detaches();
        assertThat(sitting.attach.join().since()).isEqualTo(9);
        assertThat(sitting.attach.interest().keys()).containsExactly("a");
        joinedAt(state(11), Optional.of(List.of(commit(10, "b=1"), commit(11, "a=1"))), false);
        isPatch(patch(), 9, 11, "11 a");
    }

    @Test
    void aSyncIsCutAndTheStreamGoesOnBehindIt() throws InterruptedException {
        join("'keys':['a']", state(7));
        sitting.says("{'type':'SYNC_REQUEST','object':'boards/chess','payload':{'since':5}}");
        sitting.attaches();
        selected(7, 8, commit(8, "a=1"));
        isPatch(patch(), 7, 8, "8 a");
        joinedAt(
                state(9),
                Optional.of(List.of(commit(6, "a=0"), commit(7, "b=0"), commit(8, "a=1"), commit(9, "b=1"))),
                false);
        JsonNode sync = sitting.socket.next("SYNC");
        assertThat(texts(sync)).containsExactly("6 a", "8 a");
        assertThat(sync.at("/payload/version").asLong()).isEqualTo(9);
        selected(9, 10, commit(10, "a=2"));
        isPatch(patch(), 9, 10, "10 a");
    }

    @Test
    void entitiesAreToldBehindThePatchThatHoldsThem() throws InterruptedException {
        join("'patterns':['user/*','x'],'events':'entity'", state(7));
        selected(7, 9, commit(8, "shop/1=1", "user/1=5", "x=1"), commit(9, "user/1"));
        isPatch(patch(), 7, 9, "8 user/1 x", "9 user/1");
        JsonNode updated = sitting.socket.next("ENTITY_UPDATED");
        assertThat(updated.at("/payload")).hasToString("{\"entityType\":\"user\",\"id\":\"1\",\"data\":5}");
        assertThat(updated.at("/meta/version").asLong()).isEqualTo(8);
        assertThat(updated.at("/timestamp").asText()).isEqualTo("2023-11-14T22:13:20.000Z");
        JsonNode deleted = sitting.socket.next("ENTITY_DELETED");
        assertThat(deleted.at("/payload/id").asText()).isEqualTo("1");
        assertThat(deleted.at("/meta/version").asLong()).isEqualTo(9);
        selected(9, 10, commit(10, "x=2"));
        isPatch(patch(), 9, 10, "10 x");
        assertThat(sitting.socket.isSilent()).isTrue();
    }

    @Test
    void aSlowReaderOfAPartIsCaughtUpLater() throws InterruptedException {
        join("'keys':['a']", state(7));
        sitting.socket.queued = 1L << 30;
        selected(7, 8, commit(8, "a=1"));
        selected(8, 12, commit(9, "a=2"));
        sitting.says("{'type':'PING'}");
        sitting.socket.next("PONG");
        sitting.socket.queued = 0;
        sitting.session.tell(new SessionCommand.Drained());
        FakeHistory.Read read = sitting.history.read();
        assertThat(read.from()).isEqualTo(8);
        assertThat(read.to()).isEqualTo(12);
        read.answer(
                List.of(commit(8, "a=1"), commit(9, "a=2"), commit(10, "b=1"), commit(11, "b=2"), commit(12, "b=3")));
        isPatch(patch(), 7, 12, "8 a", "9 a");
        selected(12, 13, commit(13, "a=3"));
        isPatch(patch(), 12, 13, "13 a");
    }

    @Test
    void aDeletionEndsASubscriptionToAPart() throws InterruptedException {
        join("'keys':['a']", state(7));
        Commit<ScoreKind.Event> wiped = new Commit<>(8, "bob", 8, "u", "", 0, 0, 0, new ScoreKind.Event.Wiped());
        selected(7, 8, wiped);
        JsonNode left = sitting.socket.next("LEFT");
        assertThat(left.at("/payload/reason").asText()).isEqualTo("deleted");
    }

    @Test
    void aJoinOfTooManyKeysIsRefusedAndTheSessionStays() throws InterruptedException {
        sitting.greeted();
        StringBuilder keys = new StringBuilder("'0'");
        for (int i = 1; i <= 1_000; i++) {
            keys.append(",'").append(i).append('\'');
        }
        sitting.says("{'type':'JOIN','object':'boards/chess','payload':{'keys':[" + keys + "]}}");
        sitting.socket.error("TOO_LARGE");
        assertThat(sitting.socket.isOpen()).isTrue();
        sitting.says("{'type':'PING'}");
        sitting.socket.next("PONG");
    }

    @Test
    void theHashOfAPatchIsThatOfItsContentBaseStrategyAndSource() throws InterruptedException {
        join("'keys':['a']", state(7));
        submits("{'key':'a','value':1}", ",'version':7,'strategy':'reject'");
        ObjectCommand.Submit<?> submit = submitted();
        byte[] content =
                new ScoreWire().content((ScoreKind.Command) submit.submission().command());
        assertThat(submit.submission().hash()).isEqualTo(ContentHash.of(content, 7, "reject", "cart"));
        assertThat(sitting.attach.join().since()).isEqualTo(Join.NOTHING);
    }
}
