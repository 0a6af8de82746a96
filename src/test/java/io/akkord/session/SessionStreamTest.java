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
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stream: JOINED first, then every version once, ascending, own ones as ACK. */
class SessionStreamTest {
    @Test
    void aSessionSaysHelloJoinsSubmitsAndSeesItsCommitInTheStream() throws Exception {
        try (Sitting s = new Sitting()) {
            s.says("{'type':'HELLO','payload':{'client':'ann','protocol':1}}");
            JsonNode welcome = s.socket.next("WELCOME");
            assertThat(welcome.at("/payload/client").asText()).isEqualTo("ann");
            assertThat(welcome.at("/payload/protocol").asInt()).isEqualTo(1);
            assertThat(welcome.at("/payload/limits/message").asInt()).isEqualTo(1_048_576);

            s.says("{'type':'JOIN','object':'rooms/notes','payload':{}}");
            assertThat(s.attaches().join().client()).isEqualTo("ann");
            s.tells(s.joined(state(3, "abc"), 7));
            JsonNode joined = s.socket.next("JOINED").path("payload");
            assertThat(joined.path("kind").asText()).isEqualTo("room");
            assertThat(joined.path("type").asText()).isEqualTo("text");
            assertThat(joined.path("access").asText()).isEqualTo("admin");
            assertThat(joined.path("origin").asText()).isEqualTo(Sitting.ORIGIN);
            assertThat(joined.path("version").asInt()).isEqualTo(3);
            assertThat(joined.path("head").asInt()).isEqualTo(3);
            assertThat(joined.path("seq").asInt()).isEqualTo(7);
            assertThat(joined.at("/snapshot/text").asText()).isEqualTo("abc");
            assertThat(joined.at("/snapshot/content/0/insert").asText()).isEqualTo("abc");
            assertThat(joined.has("reset")).isFalse();

            s.op(3, 8);
            var submit = s.submits();
            assertThat(submit.submission().client()).isEqualTo("ann");
            assertThat(submit.submission().seq()).isEqualTo(8);
            assertThat(submit.submission().base()).isEqualTo(3);
            assertThat(submit.submission().command())
                    .isEqualTo(new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, "x")));
            assertThat(submit.session()).isEqualTo(s.attach.join().session());
            s.tells(s.committed(commit(4, "ann", 8)));
            JsonNode ack = s.socket.next("ACK");
            assertThat(ack.path("object").asText()).isEqualTo("rooms/notes");
            assertThat(ack.path("payload").isEmpty()).isTrue();
            assertThat(ack.at("/meta/version").asInt()).isEqualTo(4);
            assertThat(ack.at("/meta/seq").asInt()).isEqualTo(8);
            assertThat(ack.at("/meta/timestamp").asText()).isEqualTo("2023-11-14T22:13:20.004Z");
        }
    }

    @Test
    void aGroupGoesOutAsOneFrameWithTheAckAtItsPlace() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1);
            s.submits();
            s.tells(s.committed(commit(1, "bob", 1), commit(2, "cy", 1), commit(3, "ann", 1), commit(4, "bob", 2)));
            List<JsonNode> frame = s.socket.frame();
            assertThat(frame).hasSize(3);
            assertThat(versions(frame.get(0))).containsExactly(1L, 2L);
            assertThat(frame.get(0).at("/meta/version").asInt()).isEqualTo(2);
            assertThat(frame.get(1).path("type").asText()).isEqualTo("ACK");
            assertThat(frame.get(1).at("/meta/version").asInt()).isEqualTo(3);
            assertThat(versions(frame.get(2))).containsExactly(4L);
        }
    }

    @Test
    void commitsOfTheSameClientMadeElsewhereComeAsOp() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.tells(s.committed(commit(1, "ann", 1)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L);
        }
    }

    @Test
    void aRepeatedGroupIsDroppedAndAnOverlappingOneCut() throws Exception {
        try (Sitting s = new Sitting().joined(2)) {
            s.tells(s.committed(commits(1, 2)));
            s.tells(s.committed(commits(2, 4)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(3L, 4L);
            s.tells(s.committed(commits(3, 4)));
            s.tells(s.committed(commits(5, 5)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(5L);
        }
    }

    @Test
    void aDuplicateIsAcknowledgedAfterItsVersion() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1);
            var submit = s.submits();
            s.decides(submit, new Outcome.Committed(ROOM, 1, 2, 5, true, false));
            s.says("{'type':'PING','payload':1}");
            s.socket.next("PONG");
            s.tells(s.committed(commits(1, 1)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L);
            s.tells(s.committed(commits(2, 3)));
            List<JsonNode> frame = s.socket.frame();
            assertThat(versions(frame.get(0))).containsExactly(2L, 3L);
            assertThat(frame.get(1).path("type").asText()).isEqualTo("ACK");
            assertThat(frame.get(1).at("/payload/duplicate").asBoolean()).isTrue();
            assertThat(frame.get(1).at("/meta/version").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aSubmissionSentTwiceIsAnsweredTwice() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1).op(0, 1);
            s.submits();
            var again = s.submits();
            s.decides(again, new Outcome.Committed(ROOM, 1, 1, 5, true, false));
            s.tells(s.committed(commit(1, "ann", 1)));
            assertThat(s.socket.next("ACK").at("/payload/duplicate").isMissingNode())
                    .isTrue();
            assertThat(s.socket.next("ACK").at("/payload/duplicate").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aRefusalNamesTheSubmission() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            for (Refusal.Reason reason : Refusal.Reason.values()) {
                s.op(0, 1);
                s.refuses(s.submits(), reason);
                JsonNode error =
                        s.socket.error(io.akkord.protocol.ErrorCode.of(reason).name());
                assertThat(error.at("/meta/seq").asInt()).isEqualTo(1);
                assertThat(error.path("object").asText()).isEqualTo("rooms/notes");
            }
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void aCommitWhoseOutcomeWasUnknownIsStillAcknowledged() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1);
            s.refuses(s.submits(), Refusal.Reason.UNAVAILABLE);
            assertThat(s.socket.error("UNAVAILABLE").at("/payload/retryAfter").asDouble())
                    .isPositive();
            s.tells(s.committed(commit(1, "ann", 1)));
            assertThat(s.socket.next("ACK").at("/meta/version").asInt()).isEqualTo(1);
        }
    }

    @Test
    void anUndecidedSubmissionIsUnavailableAfterAWhile() throws Exception {
        try (Sitting s = new Sitting("akkord.session.submit-timeout = 100 ms").joined(0)) {
            s.op(0, 1);
            s.submits();
            assertThat(s.socket.error("UNAVAILABLE").at("/meta/seq").asInt()).isEqualTo(1);
            s.tells(s.committed(commit(1, "ann", 1)));
            assertThat(s.socket.next("ACK").at("/meta/seq").asInt()).isEqualTo(1);
        }
    }

    @Test
    void theDeletingCommitEndsTheSubscription() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(s.committed(
                    commit(2, "bob", 1), commit(3, "_http", 3, new RoomEvent.Deleted(4)), commit(4, "bob", 2)));
            List<JsonNode> frame = s.socket.frame();
            assertThat(versions(frame.get(0))).containsExactly(2L);
            assertThat(frame.get(1).path("type").asText()).isEqualTo("LEFT");
            assertThat(frame.get(1).at("/payload/reason").asText()).isEqualTo("deleted");
            assertThat(frame.get(1).at("/meta/version").asInt()).isEqualTo(3);
            assertThat(frame).hasSize(2);
            assertThat(s.detaches().session()).isEqualTo(s.attach.join().session());
            s.op(4, 1);
            s.socket.error("NOT_JOINED");
        }
    }

    @Test
    void aSupersededSessionLeavesAndDoesNotComeBack() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.op(1, 1);
            s.submits();
            s.tells(new RelayEvent.Superseded(ROOM, "another one"));
            s.tells(new RelayEvent.Superseded(ROOM, s.attach.join().session()));
            assertThat(s.socket.next("LEFT").at("/payload/reason").asText()).isEqualTo("superseded");
            assertThat(s.socket.error("NOT_JOINED").at("/meta/seq").asInt()).isEqualTo(1);
            s.detaches();
            s.tells(new RelayEvent.Lost(ROOM));
            s.op(1, 1);
            s.socket.error("NOT_JOINED");
            s.relays.expectNoMessage(java.time.Duration.ofMillis(400));
        }
    }

    @Test
    void presenceAndBroadcastsOfOthersArePassedOn() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(new RelayEvent.PresenceChanged(ROOM, "b.1", "bob", "Bob", "{\"at\":1}".getBytes(), 1));
            JsonNode presence = s.socket.next("PRESENCE");
            assertThat(presence.at("/payload/client").asText()).isEqualTo("bob");
            assertThat(presence.at("/payload/user").asText()).isEqualTo("Bob");
            assertThat(presence.at("/payload/data/at").asInt()).isEqualTo(1);
            assertThat(presence.at("/meta/version").asInt()).isEqualTo(1);
            s.tells(new RelayEvent.PresenceChanged(ROOM, "b.1", "bob", "Bob", new byte[0], -1));
            JsonNode gone = s.socket.next("PRESENCE");
            assertThat(gone.at("/payload/data").isNull()).isTrue();
            assertThat(gone.has("meta")).isFalse();
            s.tells(new RelayEvent.PresenceChanged(ROOM, "a.0", "ann", "", "1".getBytes(), 1));
            s.tells(new RelayEvent.Announced(ROOM, s.attach.join().session(), "ann", "", "2".getBytes()));
            s.tells(new RelayEvent.Announced(ROOM, "b.1", "bob", "Bob", "[7]".getBytes()));
            assertThat(s.socket.next("BROADCAST").at("/payload/data/0").asInt()).isEqualTo(7);
        }
    }
}
