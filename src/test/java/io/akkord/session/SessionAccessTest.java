package io.akkord.session;

import static io.akkord.session.Sitting.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.auth.Admission;
import io.akkord.auth.Grants;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.auth.TokenRefused;
import io.akkord.kind.Submission;
import io.akkord.object.ObjectCommand;
import io.akkord.object.RelayEvent;
import io.akkord.object.Relays;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** How long a session may be there, and what becomes of it when it may do less than before. */
class SessionAccessTest {
    private static final String PING = "{'type':'PING'}";

    /**
     * Those of {@code admin} are Bob's. Tokens are {@code level}, or {@code level millis} for one that expires so soon; those that were revoked let nobody stay. Users are
     * in the tenant where the sitting's room is.
     */
    private static final class Door implements Admission {
        final Set<String> revoked = ConcurrentHashMap.newKeySet();
        volatile CompletableFuture<Boolean> open = CompletableFuture.completedFuture(true);

        @Override
        public CompletionStage<Principal> admit(Optional<String> token) {
            if (token.isEmpty() || token.get().equals("bad")) {
                return CompletableFuture.failedFuture(new TokenRefused("No."));
            }
            String[] words = token.get().split(" ");
            long expires = words.length == 1 ? Principal.NEVER : System.currentTimeMillis() + Long.parseLong(words[1]);
            Grants grants = new Grants(Map.of("rooms/notes", Level.valueOf(words[0].toUpperCase(Locale.ROOT))));
            String user = token.get().equals("admin") ? "Bob" : "Ann";
            Principal ann = new Principal(user, "-", grants, token.get(), 0, expires);
            return open.thenApply(yes -> ann);
        }

        @Override
        public Optional<String> dismissal(Principal principal) {
            return revoked.contains(principal.tokenId())
                    ? Optional.of("The token was revoked.")
                    : Admission.super.dismissal(principal);
        }
    }

    private final Door door = new Door();

    private static void shows(Sitting s, String token) {
        s.says("{'type':'HELLO','payload':{'client':'ann','protocol':1,'token':'" + token + "'}}");
    }

    private Sitting seated(String token) throws InterruptedException {
        Sitting s = new Sitting(door);
        shows(s, token);
        s.socket.next("WELCOME");
        return s;
    }

    private Sitting joined(String token) throws InterruptedException {
        Sitting s = seated(token);
        s.says("{'type':'JOIN','object':'rooms/notes'}");
        s.attaches();
        s.tells(s.joined(state(1, ""), 0));
        s.socket.next("JOINED");
        return s;
    }

    @Test
    void aSocketIsClosedWhenItsTokenExpires() throws Exception {
        try (Sitting s = seated("write 300")) {
            assertThat(s.socket.error("UNAUTHORIZED").at("/payload/message").asText())
                    .isEqualTo("The token has expired.");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aFreshTokenMovesTheEnd() throws Exception {
        try (Sitting s = seated("write 1500")) {
            shows(s, "write 60000");
            s.socket.next("WELCOME");
            s.objects.expectNoMessage(Duration.ofMillis(1_700));
            s.says(PING);
            s.socket.next("PONG");
            shows(s, "write 200");
            s.socket.next("WELCOME");
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aFreshTokenThatIsBeingLookedAtDecides() throws Exception {
        try (Sitting s = seated("write 300")) {
            door.open = new CompletableFuture<>();
            shows(s, "write 60000");
            s.objects.expectNoMessage(Duration.ofMillis(500));
            assertThat(s.socket.isOpen()).isTrue();
            door.open.complete(true);
            s.socket.next("WELCOME");
            s.says(PING);
            s.socket.next("PONG");
        }
    }

    @Test
    void aBadFreshTokenEndsTheSession() throws Exception {
        try (Sitting s = joined("write")) {
            shows(s, "bad");
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
            assertThat(s.detaches().id()).isEqualTo(Sitting.ROOM);
        }
    }

    @Test
    void aTokenThatExpiredOnItsWayIsRefused() throws Exception {
        try (Sitting s = new Sitting(door)) {
            shows(s, "write 0");
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aRevokedTokenEndsTheSessionAtTheNextLook() throws Exception {
        try (Sitting s = joined("write")) {
            s.session.tell(new SessionInternal.StayCheck());
            s.says(PING);
            s.socket.next("PONG");
            door.revoked.add("write");
            s.session.tell(new SessionInternal.StayCheck());
            assertThat(s.socket.error("UNAUTHORIZED").at("/payload/message").asText())
                    .isEqualTo("The token was revoked.");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
            s.detaches();
        }
    }

    @Test
    void aTokenThatIsRevokedWhileItIsLookedAtIsRefused() throws Exception {
        try (Sitting s = new Sitting(door)) {
            door.open = new CompletableFuture<>();
            shows(s, "write");
            door.revoked.add("write");
            s.session.tell(new SessionInternal.StayCheck());
            door.open.complete(true);
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void aTokenOfAnotherUserDoesNotProlongTheStay() throws Exception {
        try (Sitting s = seated("write")) {
            door.open = new CompletableFuture<>();
            shows(s, "admin");
            door.revoked.add("write");
            s.session.tell(new SessionInternal.StayCheck());
            s.objects.expectNoMessage(Duration.ofMillis(60));
            door.open.complete(true);
            s.socket.error("BAD_MESSAGE");
            s.socket.error("UNAUTHORIZED");
            assertThat(s.socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void whatMayNotBeReadAnyMoreIsLeft() throws Exception {
        try (Sitting s = joined("write")) {
            shows(s, "none");
            s.socket.next("WELCOME");
            assertThat(s.socket.next("LEFT").at("/payload/reason").asText()).isEqualTo("forbidden");
            s.detaches();
            s.tells(s.committed(Sitting.commit(2, "bob", 1)));
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':1}}");
            s.socket.error("NOT_JOINED");
            s.says("{'type':'JOIN','object':'rooms/notes'}");
            s.socket.error("FORBIDDEN");
            s.says(PING);
            s.socket.next("PONG");
        }
    }

    @Test
    void aJoinThatIsUnderWayIsLeftToo() throws Exception {
        try (Sitting s = seated("read")) {
            s.says("{'type':'JOIN','object':'rooms/notes'}");
            s.attaches();
            s.says("{'type':'SYNC_REQUEST','object':'rooms/notes','payload':{'since':0}}");
            shows(s, "none");
            s.socket.next("WELCOME");
            assertThat(s.socket.next("LEFT").at("/payload/reason").asText()).isEqualTo("forbidden");
            s.socket.error("NOT_JOINED");
            s.tells(s.joined(state(1, "secret"), 0));
            s.says(PING);
            s.socket.next("PONG");
        }
    }

    @Test
    void whatWaitedIsCheckedWhenItsTurnComes() throws Exception {
        try (Sitting s = seated("write")) {
            s.says("{'type':'JOIN','object':'rooms/notes'}");
            s.attaches();
            s.op(0, 1);
            shows(s, "read");
            s.socket.next("WELCOME");
            s.tells(s.joined(state(0, ""), 0));
            s.socket.next("JOINED");
            assertThat(s.socket.error("FORBIDDEN").at("/meta/seq").asInt()).isEqualTo(1);
            s.nothingReachesTheObject();
        }
    }

    @Test
    void whatTheObjectMayNotHaveGotIsNotSentAgainByOneWhoMayNotWriteAnyMore() throws Exception {
        try (Sitting s = joined("write")) {
            s.op(1, 1);
            ObjectCommand.Submit<?> sent = s.submits();
            shows(s, "read");
            s.socket.next("WELCOME");
            s.tells(new RelayEvent.Lost(Sitting.ROOM));
            s.attaches();
            s.detaches();
            RelayEvent.Joined<RoomEvent, RoomState> there = s.joined(state(1, ""), 0);
            s.tells(there);
            assertThat(s.socket.error("FORBIDDEN").at("/meta/seq").asInt()).isEqualTo(1);
            s.nothingReachesTheObject();
            assertThat(sent.submission()).extracting(Submission::user).isEqualTo("Ann");
        }
    }

    @Test
    void whatWasOnItsWayWhenTheGrantsShrankIsStillAnswered() throws Exception {
        try (Sitting s = joined("write")) {
            s.op(1, 1);
            s.submits();
            shows(s, "read");
            s.socket.next("WELCOME");
            s.tells(s.committed(Sitting.own(2, 1, 1)));
            assertThat(s.socket.next("ACK").at("/meta/version").asInt()).isEqualTo(2);
            s.op(2, 2);
            s.socket.error("FORBIDDEN");
        }
    }

    @Test
    void moreGrantsCountFromTheNextMessageOn() throws Exception {
        try (Sitting s = joined("read")) {
            s.op(1, 1);
            s.socket.error("FORBIDDEN");
            shows(s, "write");
            s.socket.next("WELCOME");
            s.op(1, 1);
            assertThat(s.submits().submission().seq()).isEqualTo(1);
        }
    }

    @Test
    void presenceGoesWithTheRightToRead() throws Exception {
        try (Sitting s = joined("read")) {
            s.says("{'type':'PRESENCE','object':'rooms/notes','payload':{'data':1}}");
            s.objects.expectMessageClass(ObjectCommand.Present.class);
            shows(s, "none");
            s.socket.next("WELCOME");
            s.socket.next("LEFT");
            Relays.Detach gone = s.detaches();
            assertThat(gone.id()).isEqualTo(Sitting.ROOM);
        }
    }
}
