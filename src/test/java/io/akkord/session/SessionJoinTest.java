package io.akkord.session;

import static io.akkord.session.Sitting.ROOM;
import static io.akkord.session.Sitting.commits;
import static io.akkord.session.Sitting.state;
import static io.akkord.session.Sitting.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.kind.Refusal;
import io.akkord.object.ObjectCommand;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.ErrorCode;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JOIN, LEAVE, PRESENCE, BROADCAST and what is asked of objects that are not joined. */
class SessionJoinTest {
    private static final String JOIN = "{'type':'JOIN','object':'rooms/notes','payload':{}}";

    @Test
    void whatComesWhileTheJoinIsUnderWayIsDoneAfterJoined() throws Exception {
        try (Sitting s = new Sitting()) {
            s.says("[{'type':'HELLO','payload':{'client':'ann','protocol':1}}," + JOIN
                    + ",{'type':'OP','object':'rooms/notes','payload':{'op':[{'insert':'x'}]},'meta':{'version':0,'seq':1}},"
                    + "{'type':'LEAVE','object':'rooms/notes'},{'type':'PING','payload':1}]");
            assertThat(s.socket.frame())
                    .extracting(m -> m.path("type").asText())
                    .containsExactly("WELCOME", "PONG");
            s.attaches();
            s.nothingReachesTheObject();
            s.tells(s.joined(state(0, ""), 0));
            assertThat(s.socket.frame())
                    .extracting(m -> m.path("type").asText())
                    .containsExactly("JOINED", "LEFT");
            assertThat(s.submits().submission().seq()).isEqualTo(1);
            s.detaches();
        }
    }

    @Test
    void theStreamOfAnEarlierJoinIsNotMixedUpWithTheNext() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            var before = s.attach;
            s.says("{'type':'LEAVE','object':'rooms/notes'}");
            JsonNode left = s.socket.next("LEFT");
            assertThat(left.path("payload").isEmpty()).isTrue();
            s.detaches();
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':1}}");
            s.attaches();
            s.tells(new RelayEvent.Joined<>(
                    ROOM, before.join().session(), state(9, "old"), 0, Map.of(), Optional.empty(), false));
            s.tells(s.committed(commits(2, 2)));
            s.tells(s.joined(state(2, "abc"), 0, Optional.of(commits(2, 2)), false));
            assertThat(versions(s.socket.next("JOINED"))).containsExactly(2L);
        }
    }

    @Test
    void joiningAgainStartsAgain() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            String before = s.attach.join().session();
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'since':0}}");
            s.attaches();
            assertThat(s.detaches().session()).isEqualTo(before);
            s.tells(s.joined(state(2, "abc"), 0, Optional.of(commits(1, 2)), false));
            assertThat(versions(s.socket.next("JOINED"))).containsExactly(1L, 2L);
            s.tells(s.committed(commits(3, 3)));
            assertThat(versions(s.socket.next("OP"))).containsExactly(3L);
        }
    }

    @Test
    void theTypeOfARoomIsFixed() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("[{'type':'JOIN','object':'rooms/notes','payload':{'type':'rich-text'}},"
                    + "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':1}}]");
            s.attaches();
            s.tells(s.joined(state(1, RoomType.TEXT, "abc"), 0));
            s.socket.error("CONFLICT");
            s.socket.error("NOT_JOINED");
            s.detaches();
            s.says(JOIN);
            s.attaches();
            s.tells(s.joined(state(1, RoomType.RICH_TEXT, "abc"), 0));
            assertThat(s.socket.next("JOINED").at("/payload/type").asText()).isEqualTo("rich-text");
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'type':'drawing'}}");
            s.socket.error("BAD_MESSAGE");
        }
    }

    @Test
    void aRoomThatDoesNotExistBecomesWhatItWasJoinedAs() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'type':'rich-text'}}");
            s.attaches();
            s.tells(s.joined(state(0, ""), 0));
            assertThat(s.socket.next("JOINED").at("/payload/type").asText()).isEqualTo("rich-text");
            s.op(0, 1);
            assertThat(((RoomCommand.Edit) s.submits().submission().command()).type())
                    .isEqualTo(RoomType.RICH_TEXT);
        }
    }

    @Test
    void theSnapshotOfARoomThatDoesNotExistIsEmptyInTheTypeItWasJoinedAs() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            boolean joined = false;
            for (String type : List.of("text", "json", "text")) {
                s.says("{'type':'JOIN','object':'rooms/notes','payload':{'type':'" + type + "'}}");
                s.attaches();
                if (joined) {
                    s.detaches();
                }
                joined = true;
                s.tells(s.joined(state(0, ""), 0));
                JsonNode snapshot = s.socket.next("JOINED").at("/payload/snapshot");
                assertThat(snapshot.toString())
                        .isEqualTo(type.equals("json") ? "{\"content\":null}" : "{\"content\":[],\"text\":\"\"}");
            }
        }
    }

    @Test
    void aRefusedJoinIsToldAndForgotten() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            for (Refusal.Reason reason : Refusal.Reason.values()) {
                s.says(JOIN);
                s.attaches();
                s.tells(new RelayEvent.JoinRefused(
                        ROOM, s.attach.join().session(), new Refusal(reason, "Because.", 1_500)));
                JsonNode error = s.socket.error(ErrorCode.of(reason).name());
                assertThat(error.at("/payload/retryAfter").asDouble()).isEqualTo(1.5);
                s.detaches();
                s.op(0, 1);
                s.socket.error("NOT_JOINED");
            }
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void aRefusedJoinDoesNotEndWhatAnEarlierOneBegan() throws Exception {
        try (Sitting s = new Sitting().joined(3)) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'type':'rich-text'}}");
            s.attaches();
            s.detaches();
            s.tells(s.joined(state(3, RoomType.TEXT, "abc"), 0));
            s.socket.error("CONFLICT");
            s.attaches();
            s.detaches();
            assertThat(s.attach.join().since()).isEqualTo(3);
            s.tells(s.joined(state(4, "abc"), 0, Optional.of(commits(4, 4)), false));
            assertThat(versions(s.socket.next("OP"))).containsExactly(4L);
            s.op(4, 1);
            assertThat(((RoomCommand.Edit) s.submits().submission().command()).type())
                    .isEqualTo(RoomType.TEXT);
        }
    }

    @Test
    void oneWhoMayNotJoinAgainLeaves() throws Exception {
        try (Sitting s = new Sitting().joined(3)) {
            s.says(JOIN);
            s.attaches();
            s.detaches();
            s.tells(new RelayEvent.JoinRefused(
                    ROOM, s.attach.join().session(), Refusal.of(Refusal.Reason.FORBIDDEN, "Because.")));
            s.socket.error("FORBIDDEN");
            assertThat(s.socket.next("LEFT").at("/payload/reason").asText()).isEqualTo("forbidden");
            assertThat(s.detaches().session()).isEqualTo(s.attach.join().session());
        }
    }

    @Test
    void aJoinWithoutPresenceKeepsTheOneBefore() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':7}}");
            s.objects.receiveMessage();
            s.says(JOIN);
            assertThat(s.attaches().join().presence()).isEqualTo("7".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void messagesAboutObjectsThatAreNotJoinedAreRefused() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.op(0, 4);
            assertThat(s.socket.error("NOT_JOINED").at("/meta/seq").asInt()).isEqualTo(4);
            for (String message : new String[] {
                "{'type':'LEAVE','object':'rooms/notes'}",
                "{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}",
                "{'type':'PRESENCE','object':'rooms/notes','payload':{'data':1}}",
                "{'type':'BROADCAST','object':'rooms/notes','payload':{'data':1}}"
            }) {
                s.says(message);
                assertThat(s.socket.error("NOT_JOINED").path("object").asText()).isEqualTo("rooms/notes");
            }
        }
    }

    @Test
    void aSocketJoinsSoManyObjectsAndNoMore() throws Exception {
        try (Sitting s = new Sitting("akkord.limits.objects = 2").greeted()) {
            s.says(
                    "[{'type':'JOIN','object':'rooms/a'},{'type':'JOIN','object':'rooms/b'},{'type':'JOIN','object':'rooms/c'}]");
            assertThat(s.socket.error("TOO_LARGE").path("object").asText()).isEqualTo("rooms/c");
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void presenceAndBroadcastReachTheObject() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':{'at':[1, 2]}},'meta':{'version':1}}");
            var present = s.objects.expectMessageClass(ObjectCommand.Present.class);
            assertThat(new String(present.data(), StandardCharsets.UTF_8)).isEqualTo("{\"at\":[1, 2]}");
            assertThat(present.version()).isEqualTo(1);
            assertThat(present.session()).isEqualTo(s.attach.join().session());
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':null}}");
            var gone = s.objects.expectMessageClass(ObjectCommand.Present.class);
            assertThat(gone.data()).isEmpty();
            assertThat(gone.version()).isEqualTo(-1);
            s.says("{'type':'BROADCAST','object':'rooms/notes','payload':{'data':null}}");
            assertThat(s.objects
                            .expectMessageClass(ObjectCommand.Announce.class)
                            .data())
                    .isEqualTo("null".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void presenceAndBroadcastsHaveTheirLimits() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':'" + "x".repeat(4_095) + "'}}");
            s.socket.error("TOO_LARGE");
            s.says("{'type':'BROADCAST','object':'rooms/notes','payload':{'data':'" + "x".repeat(16_383) + "'}}");
            s.socket.error("TOO_LARGE");
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':'" + "x".repeat(4_094) + "'}}");
            s.objects.expectMessageClass(ObjectCommand.Present.class);
            s.says("{'type':'BROADCAST','object':'rooms/notes','payload':{'data':'" + "x".repeat(16_382) + "'}}");
            s.objects.expectMessageClass(ObjectCommand.Announce.class);
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void ofPresencesThatComeTooFastTheObjectHearsOfTheFirstAndTheLast() throws Exception {
        try (Sitting s = new Sitting("akkord.session.presence-every = 2 s").joined(1)) {
            StringBuilder frame = new StringBuilder("[{'type':'PING'}");
            for (int i = 1; i <= 500; i++) {
                frame.append(",{'type':'PRESENCE','object':'rooms/notes','payload':{'data':" + i + "}}");
            }
            s.says(frame.append(']').toString());
            var first = s.objects.expectMessageClass(ObjectCommand.Present.class);
            assertThat(new String(first.data(), StandardCharsets.UTF_8)).isEqualTo("1");
            var last = s.objects.expectMessageClass(ObjectCommand.Present.class);
            assertThat(new String(last.data(), StandardCharsets.UTF_8)).isEqualTo("500");
            s.nothingReachesTheObject();
        }
    }

    @Test
    void aPresenceThatWaitedIsNotSetAfterTheSessionLeft() throws Exception {
        try (Sitting s = new Sitting("akkord.session.presence-every = 1 s").joined(1)) {
            String presence = "{'type':'PRESENCE','object':'rooms/notes','payload':{'data':1}},";
            s.says("[" + presence + presence + "{'type':'LEAVE','object':'rooms/notes'}]");
            s.objects.expectMessageClass(ObjectCommand.Present.class);
            s.socket.next("LEFT");
            s.objects.expectNoMessage(java.time.Duration.ofMillis(1_200));
        }
    }

    @Test
    void tooManyBroadcastsAreRefusedWithATimeAndTheSessionStays() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            String broadcast =
                    "{'type':'BROADCAST','object':'rooms/notes','payload':{'data':'" + "x".repeat(300) + "'}}";
            s.says("[" + (broadcast + ",").repeat(999) + broadcast + "]");
            JsonNode error = s.socket.error("RATE_LIMITED");
            assertThat(error.at("/payload/retryAfter").asDouble()).isPositive();
            assertThat(error.path("object").asText()).isEqualTo("rooms/notes");
            assertThat(s.objects.receiveSeveralMessages(100)).hasSize(100);
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void aJoinBringsPresenceAndHearsThatOfOthers() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'JOIN','object':'rooms/notes','payload':{'presence':{'at':1}},'meta':{'version':3}}");
            assertThat(new String(s.attaches().join().presence(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"at\":1}");
            assertThat(s.attach.join().presenceVersion()).isEqualTo(3);
            s.tells(new RelayEvent.Joined<>(
                    ROOM,
                    s.attach.join().session(),
                    state(1, ""),
                    0,
                    Map.of("ann", "1".getBytes(), "bob", "[2]".getBytes()),
                    Optional.empty(),
                    false));
            assertThat(s.socket.next("JOINED").at("/payload/presence").toString())
                    .isEqualTo("{\"bob\":[2]}");
            s.says("{'type':'JOIN','object':'rooms/b','payload':{'presence':'" + "x".repeat(5_000) + "'}}");
            s.socket.error("TOO_LARGE");
        }
    }

    @Test
    void moreMessagesThanMayWaitAreOverloaded() throws Exception {
        try (Sitting s = new Sitting("akkord.session.max-pending = 3").greeted()) {
            String op = ",{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':1}}";
            s.says("[" + JOIN + op.repeat(4) + "]");
            s.attaches();
            assertThat(s.socket.error("OVERLOADED").at("/meta/seq").asInt()).isEqualTo(1);
            s.tells(s.joined(state(0, ""), 0));
            s.socket.next("JOINED");
            s.submits();
            s.submits();
            s.submits();
            s.nothingReachesTheObject();
        }
    }

    @Test
    void theNextFrameIsLetInWhenFewEnoughSubmissionsAreUnderWay() throws Exception {
        try (Sitting s = new Sitting("akkord.session.max-pending = 2").joined(0)) {
            s.op(0, 1);
            var first = s.submits();
            s.acks.receiveMessage();
            s.op(0, 2);
            s.submits();
            s.acks.expectNoMessage(java.time.Duration.ofMillis(60));
            s.refuses(first, Refusal.Reason.BAD_BASE);
            s.socket.error("BAD_BASE");
            s.acks.receiveMessage();
        }
    }

    @Test
    void theNextFrameIsLetInWhenFewEnoughBytesAreUnderWay() throws Exception {
        String large = "{'type':'OP','object':'rooms/notes','payload':{'op':[{'insert':'" + "x".repeat(1_000_000)
                + "'}]},'meta':{'version':0,'seq':1}}";
        try (Sitting s = new Sitting().joined(0)) {
            for (int i = 0; i < 4; i++) {
                s.says(large).submits();
                s.acks.receiveMessage();
            }
            s.says(large);
            var last = s.submits();
            s.acks.expectNoMessage(java.time.Duration.ofMillis(60));
            s.refuses(last, Refusal.Reason.OVERLOADED);
            s.acks.receiveMessage();
        }
    }

    @Test
    void identicalResendsHashEqualWhateverTheirSpellingAndOthersDoNot() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            String op =
                    "{'type':'OP','object':'rooms/notes','payload':{'op':[{'insert':'xy'}]},'meta':{'version':3,'seq':1}}";
            s.says(op);
            long hash = s.submits().submission().hash();
            s.says(
                    "{ 'meta' : {'seq':1 , 'version':3}, 'payload':{'extra':0,'op':[ {'insert':'\\u0078y'} ] },'object':'rooms\\/notes','type':'OP'}");
            assertThat(s.submits().submission().hash()).isEqualTo(hash);
            s.says(op.replace("'version':3", "'version':4"));
            assertThat(s.submits().submission().hash()).isNotEqualTo(hash);
            s.says(op.replace("xy", "xz"));
            assertThat(s.submits().submission().hash()).isNotEqualTo(hash);
        }
    }
}
