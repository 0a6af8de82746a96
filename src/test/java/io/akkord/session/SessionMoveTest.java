package io.akkord.session;

import static io.akkord.session.Sitting.ROOM;
import static io.akkord.session.Sitting.commit;
import static io.akkord.session.Sitting.commits;
import static io.akkord.session.Sitting.state;
import static io.akkord.session.Sitting.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.kind.Refusal;
import io.akkord.object.RelayEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An object that is lost or moves: the session joins again by itself, and the client does not notice. */
class SessionMoveTest {
    @Test
    void theSessionJoinsAgainFromItsCursorAndTheStreamGoesOn() throws Exception {
        try (Sitting s = new Sitting().joined(3)) {
            String before = s.attach.join().session();
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            assertThat(s.attach.join().session()).isNotEqualTo(before);
            assertThat(s.attach.join().since()).isEqualTo(3);
            assertThat(s.attach.join().origin()).isEqualTo(Sitting.ORIGIN);
            assertThat(s.detaches().session()).isEqualTo(before);
            s.tells(s.committed(commits(4, 4)));
            s.tells(s.joined(state(5, "abc"), 0, Optional.of(commits(4, 5)), false));
            assertThat(versions(s.socket.next("OP"))).containsExactly(4L, 5L);
            s.tells(s.committed(commits(6, 6)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(6L);
        }
    }

    @Test
    void whatWasMissedMeanwhileIsReadFromTheJournalWhereItIsNotInMemory() throws Exception {
        try (Sitting s = new Sitting().joined(3)) {
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.tells(s.joined(state(9, "abc"), 0));
            FakeHistory.Read read = s.history.read();
            assertThat(read.from()).isEqualTo(4);
            read.answer(commits(4, 9));
            assertThat(versions(s.socket.next("OP"))).startsWith(4L).endsWith(9L);
        }
    }

    @Test
    void undecidedSubmissionsAreResentUnchangedUnlessTheyAreCommitted() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.op(0, 1).op(0, 2);
            var first = s.submits();
            var second = s.submits();
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.tells(s.joined(state(1, "x"), 1, Optional.of(List.of(commit(1, "ann", 1))), false));
            assertThat(s.socket.next("ACK").at("/meta/seq").asInt()).isEqualTo(1);
            var again = s.submits();
            assertThat(again.submission()).isEqualTo(second.submission());
            assertThat(again.submission()).isNotEqualTo(first.submission());
            assertThat(again.session()).isEqualTo(s.attach.join().session());
            s.refuses(second, Refusal.Reason.SUPERSEDED);
            s.tells(s.committed(commit(2, "ann", 2)));
            assertThat(s.socket.next("ACK").at("/meta/seq").asInt()).isEqualTo(2);
            s.nothingReachesTheObject();
        }
    }

    @Test
    void messagesThatComeMeanwhileWaitForTheNewJoin() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.op(0, 1);
            s.nothingReachesTheObject();
            s.tells(s.joined(state(0, ""), 0, Optional.of(List.of()), false));
            assertThat(s.submits().session()).isEqualTo(s.attach.join().session());
        }
    }

    @Test
    void aResetReachesTheClientAsSync() throws Exception {
        try (Sitting s = new Sitting().joined(5)) {
            s.op(5, 1);
            s.submits();
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.tells(s.joined(state(2, "abc"), 1, Optional.empty(), true));
            JsonNode sync = s.socket.next("SYNC");
            assertThat(sync.at("/payload/reset").asBoolean()).isTrue();
            assertThat(sync.at("/payload/version").asInt()).isEqualTo(2);
            assertThat(sync.at("/payload/seq").asInt()).isEqualTo(1);
            s.nothingReachesTheObject();
            s.tells(s.committed(commits(3, 3)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(3L);
        }
    }

    @Test
    void aJoinUnderWayIsAskedAgain() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':1}}");
            String before = s.attaches().join().session();
            s.tells(new RelayEvent.Lost(ROOM));
            assertThat(s.attaches().join().session()).isNotEqualTo(before);
            s.tells(s.joined(state(2, "x"), 0, Optional.of(commits(2, 2)), false));
            assertThat(versions(s.socket.next("JOINED"))).containsExactly(2L);
        }
    }

    @Test
    void anObjectThatCannotBeHadYetIsAskedAgain() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.tells(new RelayEvent.JoinRefused(
                    ROOM, s.attach.join().session(), Refusal.of(Refusal.Reason.UNAVAILABLE, "Because.")));
            s.detachesAndAttaches();
            s.tells(s.joined(state(2, "x"), 0, Optional.of(commits(2, 2)), false));
            assertThat(versions(s.socket.next("OP"))).containsExactly(2L);
        }
    }

    @Test
    void anObjectThatDoesNotAnswerIsAskedAgain() throws Exception {
        try (Sitting s = new Sitting("akkord.session.submit-timeout = 100 ms").joined(1)) {
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.detachesAndAttaches();
            s.tells(s.joined(state(2, "x"), 0, Optional.of(commits(2, 2)), false));
            assertThat(versions(s.socket.next("OP"))).containsExactly(2L);
        }
    }

    @Test
    void oneWhoMayNotJoinAgainLeaves() throws Exception {
        for (var reason : Map.of(
                        Refusal.Reason.FORBIDDEN, "forbidden",
                        Refusal.Reason.SUPERSEDED, "superseded")
                .entrySet()) {
            try (Sitting s = new Sitting().joined(1)) {
                s.tells(new RelayEvent.Lost(ROOM));
                s.attaches();
                s.tells(new RelayEvent.JoinRefused(
                        ROOM, s.attach.join().session(), Refusal.of(reason.getKey(), "Because.")));
                assertThat(s.socket.next("LEFT").at("/payload/reason").asText()).isEqualTo(reason.getValue());
            }
        }
    }

    @Test
    void ownPresenceIsSetAgain() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':{'at':1}},'meta':{'version':1}}");
            s.objects.receiveMessage();
            s.tells(new RelayEvent.Lost(ROOM));
            assertThat(new String(s.attaches().join().presence(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"at\":1}");
            assertThat(s.attach.join().presenceVersion()).isEqualTo(1);
        }
    }

    @Test
    void presencesThatAreKnownThereAreToldWhereTheyAreNew() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.tells(new RelayEvent.PresenceChanged(ROOM, "b.1", "bob", "Bob", "1".getBytes(), -1));
            s.socket.next("PRESENCE");
            s.tells(new RelayEvent.Lost(ROOM));
            s.attaches();
            s.tells(new RelayEvent.Joined<>(
                    ROOM,
                    s.attach.join().session(),
                    state(1, ""),
                    0,
                    Map.of("bob", "2".getBytes(), "ann", "3".getBytes()),
                    Optional.of(List.of()),
                    false));
            JsonNode presence = s.socket.next("PRESENCE");
            assertThat(presence.at("/payload/client").asText()).isEqualTo("bob");
            assertThat(presence.at("/payload/user").asText()).isEqualTo("Bob");
            assertThat(presence.at("/payload/data").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aJoinWithoutAnswerIsUnavailable() throws Exception {
        try (Sitting s = new Sitting("akkord.session.submit-timeout = 100 ms").greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{}}");
            s.attaches();
            s.socket.error("UNAVAILABLE");
            s.detaches();
            s.op(0, 1);
            s.socket.error("NOT_JOINED");
        }
    }

    @Test
    void aSyncWithoutAnswerIsUnavailableAndTheSessionJoinsAgain() throws Exception {
        try (Sitting s = new Sitting("akkord.session.submit-timeout = 100 ms").joined(1)) {
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            s.socket.error("UNAVAILABLE");
            s.attaches();
            assertThat(s.attach.join().since()).isEqualTo(1);
            s.tells(s.joined(state(2, "x"), 0, Optional.of(commits(2, 2)), false));
            assertThat(versions(s.socket.next("OP"))).containsExactly(2L);
        }
    }
}
