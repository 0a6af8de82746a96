package io.akkord.session;

import static io.akkord.session.Sitting.ROOM;
import static io.akkord.session.Sitting.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.auth.Grants;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.auth.TokenRefused;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** HELLO, and how sockets end. */
class SessionHandshakeTest {
    private static final String PING = "{'type':'PING'}";

    @Test
    void aSessionWithoutHelloIsClosed() throws Exception {
        try (Sitting s = new Sitting("akkord.session.hello-within = 50 ms")) {
            assertThat(s.socket.closeCode()).isEqualTo(4408);
            assertThat(s.socket.isSilent()).isTrue();
        }
    }

    @Test
    void aSessionThatClosedItsSocketStopsThoughNobodySaysThatItIsGone() throws Exception {
        try (Sitting s = new Sitting("akkord.session.hello-within = 50 ms")) {
            assertThat(s.socket.closeCode()).isEqualTo(4408);
            Sitting.kit().createTestProbe().expectTerminated(s.session);
        }
    }

    @Test
    void objectsBehindTheHelloOfAFrameAreThoseOfItsUser() throws Exception {
        try (Sitting s = new Sitting(token -> CompletableFuture.completedFuture(ann(Level.ADMIN)))) {
            s.says("[{'type':'HELLO','payload':{'client':'ann','protocol':1}},{'type':'JOIN','object':'rooms/notes'},"
                    + "{'type':'LEAVE','object':'rooms/notes'}]");
            assertThat(s.attaches().id()).isEqualTo(new ObjectId("rooms", "house", "notes"));
            assertThat(s.socket.frame()).hasSize(1);
        }
    }

    @Test
    void aSessionKeepsItsUser() throws Exception {
        String hello = "{'type':'HELLO','payload':{'protocol':1,'token':'admin'}}";
        try (Sitting s = new Sitting(SessionHandshakeTest::byLevel)) {
            s.says(hello);
            s.socket.next("WELCOME");
            s.says(hello);
            s.socket.next("WELCOME");
        }
        try (Sitting s = new Sitting(SessionHandshakeTest::byLevel).greeted()) {
            s.says(hello);
            s.socket.error("BAD_MESSAGE");
        }
    }

    @Test
    void aSessionThatSaidHelloInTimeStays() throws Exception {
        try (Sitting s = new Sitting("akkord.session.hello-within = 2 s").greeted()) {
            s.objects.expectNoMessage(Duration.ofMillis(2_200));
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void aClientWithoutIdGetsOne() throws Exception {
        try (Sitting s = new Sitting()) {
            s.says("{'type':'HELLO','payload':{'protocol':1}}");
            String client = s.socket.next("WELCOME").at("/payload/client").asText();
            assertThat(io.akkord.kind.Names.isOutsideClient(client)).isTrue();
        }
    }

    @Test
    void idsOfTheServerAndMalformedOnesAreRefused() throws Exception {
        for (String id : new String[] {"_http", "_", "", "a b", "ä", "a/b", "x".repeat(65)}) {
            try (Sitting s = new Sitting()) {
                s.says("{'type':'HELLO','payload':{'client':'" + id + "','protocol':1}}");
                s.socket.error("BAD_MESSAGE");
                s.says(PING);
                s.socket.error("BAD_MESSAGE");
            }
        }
    }

    @Test
    void anotherProtocolIsUnsupportedAndTheSocketClosed() throws Exception {
        try (Sitting s = new Sitting()) {
            s.says("{'type':'HELLO','payload':{'protocol':2}}");
            s.socket.error("UNSUPPORTED");
            assertThat(s.socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void whatComesBeforeHelloIsRefused() throws Exception {
        try (Sitting s = new Sitting()) {
            for (String message : new String[] {
                PING,
                "{'type':'JOIN','object':'rooms/notes'}",
                "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':1}}",
                "{'type':'LEAVE','object':'rooms/notes'}"
            }) {
                s.says(message);
                s.socket.error("BAD_MESSAGE");
            }
        }
    }

    @Test
    void helloComesOnceUnlessItBringsAToken() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("{'type':'HELLO','payload':{'protocol':1}}");
            s.socket.error("BAD_MESSAGE");
            s.says("{'type':'HELLO','payload':{'protocol':1,'token':'fresh','client':'ann'}}");
            assertThat(s.socket.next("WELCOME").at("/payload/client").asText()).isEqualTo("ann");
            s.says("{'type':'HELLO','payload':{'protocol':1,'token':'fresh','client':'bob'}}");
            s.socket.error("BAD_MESSAGE");
        }
    }

    @Test
    void oneWhoIsNotAdmittedIsClosed() throws Exception {
        try (Sitting s =
                new Sitting(token -> CompletableFuture.failedFuture(new TokenRefused("The token has expired.")))) {
            s.says("{'type':'HELLO','payload':{'protocol':1,'token':'old'}}");
            assertThat(s.socket.error("UNAUTHORIZED").at("/payload/message").asText())
                    .isEqualTo("The token has expired.");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void whatAUserMayNotDoIsForbiddenAndTheSessionStays() throws Exception {
        try (Sitting s = new Sitting(SessionHandshakeTest::byLevel)) {
            showsToken(s, "none");
            s.says("{'type':'JOIN','object':'rooms/notes'}");
            s.socket.error("FORBIDDEN");
            showsToken(s, "read");
            s.says("{'type':'JOIN','object':'rooms/notes'}");
            assertThat(s.attaches().join().user()).isEqualTo("Ann");
            assertThat(s.attach.id().tenant()).isEqualTo("house");
            s.attach
                    .session()
                    .tell(new io.akkord.object.RelayEvent.Joined<>(
                            s.attach.id(),
                            s.attach.join().session(),
                            state(1, ""),
                            0,
                            java.util.Map.of(),
                            Optional.empty(),
                            false));
            assertThat(s.socket.next("JOINED").at("/payload/access").asText()).isEqualTo("read");
            s.op(1, 1);
            assertThat(s.socket.error("FORBIDDEN").at("/meta/seq").asInt()).isEqualTo(1);
            s.says("{'type':'BROADCAST','object':'rooms/notes','payload':{'data':1}}");
            s.socket.error("FORBIDDEN");
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':1}}");
            s.objects.receiveMessage();
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void whatComesBehindAHelloWaitsUntilItIsAdmitted() throws Exception {
        CompletableFuture<Principal> answer = new CompletableFuture<>();
        try (Sitting s = new Sitting(token -> answer)) {
            s.says("[{'type':'HELLO','payload':{'client':'ann','protocol':1}},{'type':'JOIN','object':'rooms/notes'}]");
            s.acks.expectNoMessage(Duration.ofMillis(100));
            answer.complete(ann(Level.WRITE));
            s.socket.next("WELCOME");
            assertThat(s.attaches().id()).isEqualTo(new ObjectId("rooms", "house", "notes"));
            s.acks.receiveMessage();
        }
    }

    @Test
    void nothingBehindARefusedHelloIsDone() throws Exception {
        CompletableFuture<Principal> answer = new CompletableFuture<>();
        try (Sitting s = new Sitting(token -> answer)) {
            s.says("[{'type':'HELLO','payload':{'client':'ann','protocol':1}},{'type':'JOIN','object':'rooms/notes'}]");
            answer.completeExceptionally(new TokenRefused("The token has expired."));
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
            s.relays.expectNoMessage(Duration.ofMillis(60));
        }
    }

    private static void showsToken(Sitting s, String token) throws Exception {
        s.says("{'type':'HELLO','payload':{'client':'ann','protocol':1,'token':'" + token + "'}}");
        s.socket.next("WELCOME");
    }

    private static Principal ann(Level level) {
        return new Principal("Ann", "house", new Grants(Map.of("*", level)), "", 0, Principal.NEVER);
    }

    /** Tokens that are the names of levels. */
    private static CompletionStage<Principal> byLevel(Optional<String> token) {
        return CompletableFuture.completedFuture(token.map(name -> ann(Level.valueOf(name.toUpperCase(Locale.ROOT))))
                .orElse(Principal.ANYBODY));
    }

    @Test
    void tenBadMessagesEndTheSession() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            for (int i = 0; i < 9; i++) {
                s.says("nonsense");
                s.socket.error("BAD_MESSAGE");
            }
            s.says(PING);
            s.socket.next("PONG");
            s.session.tell(new SessionCommand.BadFrame(ErrorCode.BAD_MESSAGE, "Binary."));
            s.socket.error("BAD_MESSAGE");
            assertThat(s.socket.closeCode()).isEqualTo(4400);
            s.says(PING);
            s.objects.expectNoMessage(Duration.ofMillis(50));
            assertThat(s.socket.isSilent()).isTrue();
        }
    }

    @Test
    void aFrameOfBadMessagesIsNotReadToItsEnd() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("[" + "0,".repeat(50) + "0]");
            assertThat(s.socket.frame()).hasSize(10);
            assertThat(s.socket.closeCode()).isEqualTo(4400);
            assertThat(s.socket.isSilent()).isTrue();
        }
    }

    @Test
    void aFrameThatIsTooLargeEndsTheSession() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.session.tell(new SessionCommand.BadFrame(ErrorCode.TOO_LARGE, "Too large."));
            s.socket.error("TOO_LARGE");
            assertThat(s.socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aServerThatRestartsSaysGoodbye() throws Exception {
        try (Sitting s = new Sitting().joined(1)) {
            s.session.tell(new SessionCommand.Restarting());
            JsonNode goodbye = s.socket.next("GOODBYE");
            assertThat(goodbye.at("/payload/reason").asText()).isEqualTo("restart");
            assertThat(goodbye.at("/payload/retryAfter").asDouble()).isPositive();
            assertThat(s.socket.closeCode()).isEqualTo(1012);
            assertThat(s.detaches().id()).isEqualTo(ROOM);
        }
    }

    @Test
    void aSessionWhoseSocketIsGoneLeavesItsObjectsAndStops() throws Exception {
        Sitting s = new Sitting().joined(1);
        s.session.tell(new SessionCommand.SocketGone());
        assertThat(s.detaches().session()).isEqualTo(s.attach.join().session());
        Sitting.kit().createTestProbe().expectTerminated(s.session);
        assertThat(s.socket.isOpen()).isTrue();
    }

    @Test
    void pingsAreAnsweredWithWhatTheyHold() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.says("[{'type':'PING','payload':{'a':[1.25,null]}},{'type':'PING'},{'payload':'x','type':'PING'},"
                    + "{'type':'PING','payload':null}]");
            assertThat(s.socket.next("PONG").path("payload").toString()).isEqualTo("{\"a\":[1.25,null]}");
            assertThat(s.socket.next("PONG").has("payload")).isFalse();
            assertThat(s.socket.next("PONG").path("payload").asText()).isEqualTo("x");
            assertThat(s.socket.next("PONG").path("payload").isNull()).isTrue();
        }
    }

    @Test
    void aMessageRefusedForItsRateIsNamed() throws Exception {
        try (Sitting s = new Sitting("akkord.limits.rate = 1").greeted()) {
            // However slow the machine: a bucket of one does not let all of these through.
            int seq = 7;
            JsonNode error = s.op(0, seq).socket.next("ERROR");
            while (error.at("/payload/code").asText().equals("NOT_JOINED")) {
                error = s.op(0, ++seq).socket.next("ERROR");
            }
            assertThat(error.at("/payload/code").asText()).isEqualTo("RATE_LIMITED");
            assertThat(error.path("object").asText()).isEqualTo("rooms/notes");
            assertThat(error.at("/meta/seq").asInt()).isEqualTo(seq);
        }
    }

    @Test
    void oneWhoSendsTooFastIsToldWhenToGoOnAndClosedIfHeDoesNotListen() throws Exception {
        try (Sitting s = new Sitting("akkord.limits.rate = 20")) {
            s.greeted().says("[" + "{'type':'PING'},".repeat(29) + "{'type':'PING'}]");
            // More than nineteen where so much time has passed since the HELLO.
            int pongs = 0;
            JsonNode answer = s.socket.next();
            for (; answer.path("type").asText().equals("PONG"); pongs++) {
                answer = s.socket.next();
            }
            assertThat(pongs).isBetween(19, 29);
            assertThat(answer.at("/payload/code").asText()).isEqualTo("RATE_LIMITED");
            assertThat(answer.at("/payload/retryAfter").asDouble()).isPositive();
            assertThat(s.socket.isOpen()).isTrue();
            s.says("[" + "{'type':'PING'},".repeat(80) + "{'type':'PING'}]");
            assertThat(s.socket.closeCode()).isEqualTo(4429);
        }
    }
}
