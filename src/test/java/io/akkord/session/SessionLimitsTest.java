package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.limit.Meter;
import io.akkord.limit.Traffic;
import io.akkord.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private static final String ON = "akkord.limits.enforce = on";
    private static final String USER = Traffic.user("-", "anonymous");
    private static final String HELLO = "{'type':'HELLO','payload':{'protocol':1}}";
    private static final String JOIN = "{'type':'JOIN','object':'rooms/notes','payload':{}}";

    /** Says so much and reads the answers; how many were refused for it. */
    private static int refused(Sitting sitting, int count, String message) throws InterruptedException {
        int refused = 0;
        for (int i = 0; i < count; i++) {
            sitting.says(message).says("{'type':'PING','payload':" + i + "}");
            JsonNode answer = sitting.socket.next();
            while (!answer.path("type").asText().equals("PONG")) {
                assertThat(answer.at("/payload/code").asText()).isEqualTo("RATE_LIMITED");
                assertThat(answer.at("/payload/retryAfter").asLong()).isPositive();
                refused++;
                answer = sitting.socket.next();
            }
        }
        return refused;
    }

    @Test
    void aUserWithTooManyConnectionsIsTurnedAwayAfterHello() throws Exception {
        try (Sitting s = new Sitting(ON, "akkord.limits.per-user.connections = 1")) {
            Meter other = s.services.traffic().users().connect(USER).orElseThrow();
            s.says(HELLO);
            JsonNode error = s.socket.error("RATE_LIMITED");
            assertThat(error.at("/payload/retryAfter").asLong()).isPositive();
            assertThat(s.socket.closeCode()).isEqualTo(ErrorCode.RATE_LIMITED.close());
            other.disconnect();
            assertThat(s.services.traffic().users().of(USER).hasRoom()).isTrue();
        }
    }

    @Test
    void aSessionTakesUpAConnectionOfItsUserUntilItEnds() throws Exception {
        Sitting s = new Sitting(ON, "akkord.limits.per-user.connections = 1");
        s.greeted();
        assertThat(s.services.traffic().users().of(USER).hasRoom()).isFalse();
        s.says("{'type':'HELLO','payload':{'protocol':1,'token':'fresh'}}");
        s.socket.next("WELCOME");
        s.close();
        assertThat(s.services.traffic().users().of(USER).hasRoom()).isTrue();
    }

    @Test
    void messagesOfAUserAreCountedTogetherWithThoseOfOtherSessions() throws Exception {
        try (Sitting s =
                new Sitting(ON, "akkord.limits { burst = 60 s, per-user.messages-per-second = 1 }").greeted()) {
            Meter user = s.services.traffic().users().of(USER);
            while (user.message(s.services.traffic().now()) == 0) {
                assertThat(s.socket.isOpen()).isTrue();
            }
            s.says("{'type':'PING'}");
            s.socket.error("RATE_LIMITED");
        }
    }

    @Test
    void framesAreCountedByTheirBytesForTheAddress() throws Exception {
        try (Sitting s =
                new Sitting(ON, "akkord.limits { burst = 60 s, per-address.bytes-per-second = 100 }").greeted()) {
            String large = "{'type':'PING','payload':'" + "x".repeat(10_000) + "'}";
            s.says(large);
            s.socket.next("PONG");
            s.says(large);
            JsonNode error = s.socket.error("RATE_LIMITED");
            assertThat(error.at("/payload/retryAfter").asLong()).isPositive();
            assertThat(s.socket.isOpen()).isTrue();
        }
    }

    @Test
    void presenceHasARateOfItsOwn() throws Exception {
        try (Sitting s =
                new Sitting(ON, "akkord.limits { burst = 60 s, per-user.presence-per-second = 1 }").joined(0)) {
            String presence = "{'type':'PRESENCE','object':'rooms/notes','payload':{'data':{'at':1}}}";
            assertThat(refused(s, 90, presence)).isPositive();
        }
    }

    @Test
    void anObjectTakesSoManyMessagesAndSoManySessions() throws Exception {
        try (Sitting s = new Sitting(
                        ON, "akkord.limits { burst = 60 s, per-object { messages-per-second = 1, connections = 1 } }")
                .joined(0)) {
            assertThat(refused(s, 90, "{'type':'PRESENCE','object':'rooms/notes','payload':{'data':null}}"))
                    .isZero();
            assertThat(s.services.traffic().objects().connect(Traffic.object("-", "rooms/notes")))
                    .isEmpty();
            s.says("{'type':'LEAVE','object':'rooms/notes'}");
            s.socket.next("LEFT");
            Meter object = s.services
                    .traffic()
                    .objects()
                    .connect(Traffic.object("-", "rooms/notes"))
                    .orElseThrow();
            s.says(JOIN);
            s.socket.error("RATE_LIMITED");
            object.disconnect();
            assertThat(s.socket.isOpen()).isTrue();
        }
    }
}
