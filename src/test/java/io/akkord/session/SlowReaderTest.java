package io.akkord.session;

import static io.akkord.session.Sitting.ROOM;
import static io.akkord.session.Sitting.commits;
import static io.akkord.session.Sitting.state;
import static io.akkord.session.Sitting.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.object.RelayEvent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client that does not take what it is sent costs no memory, and catches up or is closed. */
class SlowReaderTest {
    private static final long MUCH = 10_000_000;

    @Test
    void theSessionStopsSendingAndCatchesUpFromTheJournal() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.socket.queued = MUCH;
            s.tells(s.committed(commits(1, 3)));
            s.tells(s.committed(commits(4, 4)));
            s.tells(new RelayEvent.PresenceChanged(ROOM, "b.1", "bob", "Bob", "1".getBytes(), -1));
            s.tells(new RelayEvent.PresenceChanged(ROOM, "b.1", "bob", "Bob", "2".getBytes(), -1));
            s.tells(new RelayEvent.Announced(ROOM, "b.1", "bob", "Bob", "3".getBytes()));
            s.hasHeardAll();
            assertThat(s.socket.isSilent()).isTrue();
            assertThat(s.history.isIdle()).isTrue();
            s.socket.queued = 0;
            s.session.tell(new SessionCommand.Drained());
            FakeHistory.Read read = s.history.read();
            assertThat(read.from()).isEqualTo(1);
            assertThat(read.to()).isEqualTo(4);
            read.answer(commits(1, 4));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L, 2L, 3L, 4L);
            JsonNode presence = s.socket.next("PRESENCE");
            assertThat(presence.at("/payload/data").asInt()).isEqualTo(2);
            s.tells(s.committed(commits(5, 5)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(5L);
        }
    }

    @Test
    void nothingMoreIsReadFromAClientThatDoesNotRead() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.socket.queued = MUCH;
            s.tells(s.committed(commits(1, 1)));
            s.says("{'type':'PING'}");
            s.socket.next("PONG");
            s.acks.expectNoMessage(Duration.ofMillis(60));
            s.socket.queued = 0;
            s.session.tell(new SessionCommand.Drained());
            s.acks.receiveMessage();
        }
    }

    @Test
    void answersThatBelongToNoStreamCountToo() throws Exception {
        for (String message : new String[] {
            "{'type':'PING'}", "{'type':'LEAVE','object':'rooms/none'}", "{'type':'HELLO','payload':{'protocol':1}}"
        }) {
            try (Sitting s = new Sitting().joined(0)) {
                s.socket.queued = MUCH;
                s.says(message);
                s.socket.next();
                s.acks.expectNoMessage(Duration.ofMillis(60));
                s.socket.queued = 0;
                s.session.tell(new SessionCommand.Drained());
                s.acks.receiveMessage();
            }
        }
    }

    @Test
    void whatIsSaidInOneTurnCountsBeforeItIsSent() throws Exception {
        try (Sitting s = new Sitting("akkord.session.outbound-high = 2 kB").joined(0)) {
            s.says("{'type':'PING','payload':'" + "x".repeat(3_000) + "'}");
            s.socket.next("PONG");
            s.acks.expectNoMessage(Duration.ofMillis(60));
            s.session.tell(new SessionCommand.Drained());
            s.acks.receiveMessage();
        }
    }

    @Test
    void aDrainedQueueIsNoticedWithoutBeingTold() throws Exception {
        try (Sitting s = new Sitting("akkord.session.slow-after = 4 s").joined(0)) {
            s.socket.queued = MUCH;
            s.tells(s.committed(commits(1, 1)));
            s.says("{'type':'PING'}");
            s.socket.next("PONG");
            s.socket.queued = 0;
            s.history.read().answer(commits(1, 1));
            s.socket.next("OP");
        }
    }

    @Test
    void oneWhoTakesNothingForTooLongIsClosed() throws Exception {
        try (Sitting s = new Sitting("akkord.session.slow-after = 100 ms").joined(0)) {
            s.socket.queued = MUCH;
            s.tells(s.committed(commits(1, 1)));
            s.socket.error("OVERLOADED");
            assertThat(s.socket.closeCode()).isEqualTo(1013);
            s.detaches();
        }
    }

    @Test
    void anAnswerToAJoinWaitsForTheClientToRead() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.socket.queued = MUCH;
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            s.tells(s.joined(state(2, "abc"), 0, Optional.of(commits(1, 2)), false));
            s.tells(s.committed(commits(3, 3)));
            s.hasHeardAll();
            assertThat(s.socket.isSilent()).isTrue();
            s.socket.queued = 0;
            s.session.tell(new SessionCommand.Drained());
            assertThat(versions(s.socket.next("JOINED"))).containsExactly(1L, 2L);
            s.history.read().answer(commits(3, 3));
            assertThat(versions(s.socket.next("OP"))).containsExactly(3L);
        }
    }

    @Test
    void aCatchUpStopsWhereTheClientDoesNotKeepUpAndGoesOnLater() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.tells(s.committed(commits(3, 4)));
            FakeHistory.Read read = s.history.read();
            s.socket.queued = MUCH;
            read.answer(commits(1, 4));
            s.hasHeardAll();
            assertThat(s.socket.isSilent()).isTrue();
            s.socket.queued = 0;
            s.session.tell(new SessionCommand.Drained());
            s.history.read().answer(commits(1, 4));
            assertThat(versions(s.socket.next("OP"))).containsExactly(1L, 2L, 3L, 4L);
        }
    }
}
