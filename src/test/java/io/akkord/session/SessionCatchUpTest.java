package io.akkord.session;

import static io.akkord.session.Sitting.ROOM;
import static io.akkord.session.Sitting.commit;
import static io.akkord.session.Sitting.commits;
import static io.akkord.session.Sitting.state;
import static io.akkord.session.Sitting.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.kind.Refusal;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.room.RoomEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a client lacks reaches it from memory or from the journal, in bounded messages, without gap or repeat. */
class SessionCatchUpTest {
    /** About three commits of the tests go into one message. */
    private static final String SMALL_PAGES = "akkord.session.catch-up-bytes = 400 B";

    private static final String JOIN_SINCE_0 = "{'type':'JOIN','object':'rooms/notes','payload':{'since':0}}";

    @Test
    void commitsInMemoryComeWithTheAnswer() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':2,'origin':'first'}}");
            assertThat(s.attaches().join().since()).isEqualTo(2);
            assertThat(s.attach.join().origin()).isEqualTo("first");
            s.tells(s.joined(state(4, "abc"), 0, Optional.of(commits(3, 4)), false));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(versions(joined)).containsExactly(3L, 4L);
            assertThat(joined.at("/payload/snapshot").isMissingNode()).isTrue();
            assertThat(joined.at("/payload/version").asInt()).isEqualTo(4);
        }
    }

    @Test
    void aClientThatLacksNothingGetsNoCommits() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':4}}");
            s.attaches();
            s.tells(s.joined(state(4, "abc"), 0, Optional.of(List.of()), false));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(joined.at("/payload/commits").isArray()).isTrue();
            assertThat(joined.at("/payload/commits")).isEmpty();
            assertThat(joined.at("/payload/version").asInt()).isEqualTo(4);
        }
    }

    @Test
    void aRoomThatDoesNotExistCanBeResumedFromZero() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(0, ""), 0, Optional.empty(), false));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(joined.at("/payload/commits").isArray()).isTrue();
            assertThat(joined.at("/payload/version").asInt()).isZero();
            assertThat(joined.at("/payload/type").asText()).isEqualTo("text");
        }
    }

    @Test
    void whatIsTooMuchForOneMessageFollowsAsOp() throws Exception {
        try (Sitting s = new Sitting(SMALL_PAGES).greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(8, "abc"), 0, Optional.of(commits(1, 8)), false));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(versions(joined)).containsExactly(1L, 2L, 3L);
            assertThat(joined.at("/payload/version").asInt()).isEqualTo(3);
            assertThat(joined.at("/payload/head").asInt()).isEqualTo(8);
            assertThat(versions(s.socket.next("OP"))).containsExactly(4L, 5L, 6L);
            JsonNode last = s.socket.next("OP");
            assertThat(versions(last)).containsExactly(7L, 8L);
            assertThat(last.at("/meta/version").asInt()).isEqualTo(8);
            s.tells(s.committed(commits(9, 9)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(9L);
            assertThat(s.history.isIdle()).isTrue();
        }
    }

    @Test
    void whatIsNotInMemoryIsReadFromTheJournalPageByPageWhileTheObjectGoesOn() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(100, "abc"), 0));
            FakeHistory.Read first = s.history.read();
            assertThat(first.from()).isEqualTo(1);
            assertThat(first.to()).isEqualTo(100);
            s.tells(s.committed(commits(101, 103)));
            first.answer(commits(1, 60));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(joined.at("/payload/version").asInt()).isEqualTo(60);
            assertThat(joined.at("/payload/head").asInt()).isEqualTo(100);
            FakeHistory.Read second = s.history.read();
            assertThat(second.from()).isEqualTo(61);
            assertThat(second.to()).isEqualTo(103);
            s.tells(s.committed(commits(104, 104)));
            second.answer(commits(61, 103));
            assertThat(versions(s.socket.next("OP")))
                    .hasSize(43)
                    .startsWith(61L)
                    .endsWith(103L);
            FakeHistory.Read third = s.history.read();
            assertThat(third.from()).isEqualTo(104);
            third.answer(commits(104, 104));
            assertThat(versions(s.socket.next("OP"))).containsExactly(104L);
            s.tells(s.committed(commits(105, 105)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(105L);
            assertThat(s.history.isIdle()).isTrue();
        }
    }

    @Test
    void aMissedGroupIsReadFromTheJournal() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(s.committed(commits(4, 5)));
            FakeHistory.Read read = s.history.read();
            assertThat(read.from()).isEqualTo(2);
            assertThat(read.to()).isEqualTo(5);
            read.answer(commits(2, 5));
            assertThat(versions(s.socket.next("OP"))).containsExactly(2L, 3L, 4L, 5L);
        }
    }

    @Test
    void ownCommitsAmongThoseCaughtUpWithAreAcknowledged() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.op(1, 1);
            s.submits();
            s.tells(s.committed(commits(3, 3)));
            s.history.read().answer(List.of(commit(2, "ann", 1), commit(3, "bob", 3)));
            assertThat(s.socket.next("ACK").at("/meta/version").asInt()).isEqualTo(2);
            assertThat(versions(s.socket.next("OP"))).containsExactly(3L);
        }
    }

    @Test
    void aDuplicateWaitsForTheVersionToBeCaughtUpWith() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(20, "abc"), 1));
            s.history.read().answer(commits(1, 10));
            s.socket.next("JOINED");
            s.op(5, 1);
            s.decides(s.submits(), new Outcome.Committed(ROOM, 1, 15, 5, true, false));
            s.history.read().answer(commits(11, 20));
            assertThat(versions(s.socket.next("OP"))).endsWith(20L);
            assertThat(s.socket.next("ACK").at("/payload/duplicate").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aJournalThatCannotBeReadRefusesTheJoinAndIsTriedAgainInTheStream() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(20, "abc"), 0));
            s.history.read().fail();
            s.socket.error("UNAVAILABLE");
            s.detaches();
            s.says(JOIN_SINCE_0);
            s.attaches();
            s.tells(s.joined(state(20, "abc"), 0));
            s.history.read().answer(commits(1, 10));
            s.socket.next("JOINED");
            s.history.read().fail();
            s.history.read().answer(commits(11, 20));
            assertThat(versions(s.socket.next("OP"))).endsWith(20L);
        }
    }

    @Test
    void aJournalThatLacksWhatTheClientLacksLeadsToASnapshot() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(s.committed(commits(4, 5)));
            s.history.read().answer(List.of());
            assertThat(s.attaches().join().snapshot()).isTrue();
            s.detaches();
            s.tells(s.joined(state(5, "abc"), 0));
            JsonNode sync = s.socket.next("SYNC");
            assertThat(sync.at("/payload/reset").asBoolean()).isTrue();
            assertThat(sync.at("/payload/snapshot/text").asText()).isEqualTo("abc");
            s.tells(s.committed(commits(6, 6)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(6L);
        }
    }

    @Test
    void aResetComesAsSnapshot() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':9,'origin':'other'}}");
            s.attaches();
            s.tells(s.joined(state(4, "abc"), 3, Optional.empty(), true));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(joined.at("/payload/reset").asBoolean()).isTrue();
            assertThat(joined.at("/payload/snapshot/text").asText()).isEqualTo("abc");
            assertThat(joined.at("/payload/version").asInt()).isEqualTo(4);
            assertThat(joined.at("/payload/seq").asInt()).isEqualTo(3);
        }
    }

    @Test
    void aDeletionAmongTheMissedCommitsIsACommitInTheAnswerAndAnEndInTheStream() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says(JOIN_SINCE_0);
            s.attaches();
            var deletion = commit(2, "_http", 2, new RoomEvent.Deleted(3));
            s.tells(s.joined(state(2, ""), 0, Optional.of(List.of(commit(1, "bob", 1), deletion)), false));
            JsonNode joined = s.socket.next("JOINED");
            assertThat(joined.at("/payload/commits/1/deleted").asBoolean()).isTrue();
            assertThat(joined.at("/payload/commits/1/op/0/delete").asInt()).isEqualTo(3);
            s.tells(s.committed(commits(4, 4)));
            s.history.read().answer(List.of(commit(3, "_http", 3, new RoomEvent.Deleted(0)), commit(4, "bob", 1)));
            assertThat(s.socket.next("LEFT").at("/meta/version").asInt()).isEqualTo(3);
            s.detaches();
        }
    }

    @Test
    void syncRepeatsWhatIsAskedForAndTheStreamGoesOnFromThere() throws Exception {
        try (Sitting s = new Sitting().joined(5)) {
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':3}}");
            String attachment = s.attach.join().session();
            assertThat(s.attaches().join().session()).isEqualTo(attachment);
            assertThat(s.attach.join().since()).isEqualTo(3);
            s.tells(s.committed(commits(6, 6)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(6L);
            s.tells(s.joined(state(6, "abc"), 2, Optional.of(commits(4, 6)), false));
            JsonNode sync = s.socket.next("SYNC");
            assertThat(versions(sync)).containsExactly(4L, 5L, 6L);
            assertThat(sync.at("/payload/seq").asInt()).isEqualTo(2);
            s.tells(s.committed(commits(7, 7)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(7L);
        }
    }

    @Test
    void syncNeverEndsBelowWhatWasSent() throws Exception {
        try (Sitting s = new Sitting(SMALL_PAGES).joined(9)) {
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            s.tells(s.joined(state(10, "abc"), 0));
            s.history.read().answer(commits(1, 4));
            s.history.read().answer(commits(5, 8));
            s.tells(s.committed(commits(11, 11)));
            s.history.read().answer(commits(9, 10));
            JsonNode sync = s.socket.next("SYNC");
            assertThat(versions(sync)).hasSize(9).endsWith(9L);
            assertThat(versions(s.socket.next("OP"))).containsExactly(10L);
            s.history.read().answer(commits(11, 11));
            assertThat(versions(s.socket.next("OP"))).containsExactly(11L);
        }
    }

    @Test
    void aSyncThatWouldBeTooMuchIsASnapshotByReset() throws Exception {
        try (Sitting s = new Sitting(SMALL_PAGES, "akkord.session.outbound-high = 2 kB").joined(100)) {
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            s.tells(s.joined(state(100, "abc"), 0));
            s.history.read().answer(commits(1, 40));
            JsonNode sync = s.socket.next("SYNC");
            assertThat(sync.at("/payload/reset").asBoolean()).isTrue();
            assertThat(sync.at("/payload/version").asInt()).isEqualTo(100);
        }
    }

    @Test
    void ownCommitsInASyncNeedNoAck() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1);
            s.submits();
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0,'snapshot':true}}");
            assertThat(s.attaches().join().snapshot()).isTrue();
            s.tells(s.joined(state(1, "x"), 1));
            assertThat(s.socket.next("SYNC").at("/payload/snapshot/text").asText())
                    .isEqualTo("x");
            s.tells(s.committed(commit(1, "ann", 1)));
            s.tells(s.committed(commit(2, "bob", 1)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(2L);
        }
    }

    @Test
    void aRefusedSyncLeavesTheStreamAlone() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            s.tells(new RelayEvent.JoinRefused(
                    ROOM, s.attach.join().session(), Refusal.of(Refusal.Reason.OVERLOADED, "Because.")));
            s.socket.error("OVERLOADED");
            s.tells(s.committed(commits(1, 1)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L);
        }
    }

    @Test
    void messagesAfterASyncRequestWaitForTheAnswer() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.says("[{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}},"
                    + "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':1}}]");
            s.attaches();
            s.nothingReachesTheObject();
            s.tells(s.joined(state(0, ""), 0));
            s.socket.next("SYNC");
            assertThat(s.submits().submission().seq()).isEqualTo(1);
        }
    }

    @Test
    void aThousandGroupsDuringACatchUpAreNotBuffered() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.tells(s.committed(commits(2, 2)));
            FakeHistory.Read read = s.history.read();
            LongStream.rangeClosed(3, 1_000).forEach(v -> s.tells(s.committed(commits(v, v))));
            read.answer(commits(1, 2));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L, 2L);
            FakeHistory.Read rest = s.history.read();
            assertThat(rest.from()).isEqualTo(3);
            assertThat(rest.to()).isEqualTo(1_000);
        }
    }
}
