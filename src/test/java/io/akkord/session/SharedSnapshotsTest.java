package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Large documents cost a node little, however many join them at once. */
class SharedSnapshotsTest {
    private final SharedSnapshots snapshots = new SharedSnapshots();

    @Test
    void aSnapshotIsEncodedOncePerVersion() throws Exception {
        try (Sitting s = new Sitting()) {
            byte[] first = snapshots.of(s.rooms, Sitting.ROOM, Sitting.state(3, "abc"), "text");
            assertThat(snapshots.of(s.rooms, Sitting.ROOM, Sitting.state(3, "abc"), "text"))
                    .isSameAs(first);
            assertThat(text(snapshots.of(s.rooms, Sitting.ROOM, Sitting.state(4, "abcd"), "text")))
                    .contains("abcd");
            assertThat(text(snapshots.of(s.rooms, ObjectId.of("rooms", "b"), Sitting.state(4, "other"), "text")))
                    .contains("other");
        }
    }

    @Test
    void charactersBeyondTheBasicPlaneGoOutAsFourBytes() throws Exception {
        try (Sitting s = new Sitting()) {
            assertThat(text(snapshots.of(s.rooms, Sitting.ROOM, Sitting.state(1, "\uD83D\uDE00"), "text")))
                    .contains("\"text\":\"\uD83D\uDE00\"");
        }
    }

    @Test
    void anAnswerThatDoesNotMoveCountsNoMore() {
        FakeSocket socket = new FakeSocket();
        LargeAnswer answer =
                new LargeAnswer(new Outbox(socket, new Outflow(Long.MAX_VALUE), 1, 1_000, 10, SessionMonitor.NONE));
        long second = 1_000_000_000L;
        socket.queued = 10_000_000;
        answer.begin(0);
        assertThat(answer.look(4 * second)).isEqualTo(LargeAnswer.Look.MOVES);
        socket.taken = 300_000;
        assertThat(answer.look(6 * second)).isEqualTo(LargeAnswer.Look.MOVES);
        socket.taken = 300_001;
        assertThat(answer.look(11 * second)).isEqualTo(LargeAnswer.Look.STANDS);
        assertThat(answer.isStanding()).isTrue();
        socket.queued = 0;
        assertThat(answer.look(12 * second)).isEqualTo(LargeAnswer.Look.DONE_LATE);
        assertThat(answer.isStanding()).isFalse();
    }

    @Test
    void aLargeAnswerWaitsUntilOneBeforeItHasReachedItsClient() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            TestProbe<SessionCommand> first = Sitting.kit().createTestProbe();
            s.services.largeAnswers().enter(first.ref(), "");
            TestProbe<SessionCommand> other = Sitting.kit().createTestProbe();
            while (s.services.largeAnswers().enter(other.ref(), "")) {
                other = Sitting.kit().createTestProbe();
            }
            s.services.largeAnswers().leave(other.ref());
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{}}");
            s.attaches();
            s.tells(s.joined(Sitting.state(1, "x".repeat(600_000)), 0));
            s.says("{'type':'PING'}");
            s.socket.next("PONG");
            assertThat(s.socket.isSilent()).isTrue();
            s.services.largeAnswers().leave(first.ref());
            assertThat(s.socket.next("JOINED").at("/payload/snapshot/text").asText())
                    .hasSize(600_000);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
