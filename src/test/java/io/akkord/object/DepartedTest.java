package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who loses the socket before the first commit finds the id of the client as it was left. */
class DepartedTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Departed departed = new Departed(GRACE);

    @Test
    void anIdIsItsUsersForTheGraceTime() {
        departed.left("c", "Ann", 5);
        assertThat(departed.userOf("c", 5 + GRACE.toNanos())).hasValue("Ann");
        assertThat(departed.userOf("c", 6 + GRACE.toNanos())).isEmpty();
        assertThat(departed.userOf("d", 5)).isEmpty();
        departed.isBack("c");
        assertThat(departed.userOf("c", 5)).isEmpty();
    }

    @Test
    void noMoreThanSoManyAreKept() {
        for (int i = 0; i <= Departed.MOST; i++) {
            departed.left("c" + i, "Ann", 0);
        }
        assertThat(departed.userOf("c0", 0)).isEmpty();
        assertThat(departed.userOf("c1", 0)).hasValue("Ann");
        departed.left("late", "Bob", GRACE.toNanos() + 1);
        assertThat(departed.userOf("c" + Departed.MOST, 0)).isEmpty();
        assertThat(departed.userOf("late", GRACE.toNanos() + 1)).hasValue("Bob");
    }

    @Test
    void whoLeavesAnObjectOrLosesItIsKnownThere() {
        ActorTestKit kit = ActorTestKit.create();
        try {
            ObjectId id = Runtime.tally("departed");
            Audience audience = new Audience(id, Duration.ofHours(1));
            TestProbe<RelayEvent> relay = kit.createTestProbe();
            audience.add(join("s1", "one", "Ann"), relay.ref());
            audience.add(join("s2", "two", "Bob"), relay.ref());
            audience.leave("s1", relay.ref());
            assertThat(audience.userOf("one")).hasValue("Ann");
            audience.lose();
            assertThat(audience.has("two")).isFalse();
            assertThat(audience.userOf("two")).hasValue("Bob");
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static Join join(String session, String client, String user) {
        return new Join(session, client, user, Join.NOTHING, "", false, new byte[0], -1);
    }
}
