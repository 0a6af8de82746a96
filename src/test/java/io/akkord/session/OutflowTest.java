package io.akkord.session;

import static io.akkord.session.Sitting.kit;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that do not read cost a node so much and no more. */
class OutflowTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Outflow outflow = new Outflow(1_000_000);

    private static long seconds(long n) {
        return TimeUnit.SECONDS.toNanos(n);
    }

    private final class Client {
        final FakeSocket socket = new FakeSocket();
        final TestProbe<SessionCommand> session = kit().createTestProbe();

        Client(long queued) {
            socket.queued = queued;
            outflow.enter(session.ref(), socket);
        }

        void isGivenUp() {
            session.expectMessageClass(SessionInternal.Stalled.class);
        }

        void stays() {
            session.expectNoMessage();
        }
    }

    @Test
    void oneWhoTakesNothingOfAShortQueueIsGivenUp() {
        Client stuck = new Client(10);
        Client reading = new Client(10);
        Client idle = new Client(0);
        for (long now = 0; now <= 60; now += 20) {
            reading.socket.taken = now;
            outflow.look(seconds(now), PATIENCE);
        }
        stuck.isGivenUp();
        reading.stays();
        idle.stays();
    }

    @Test
    void whereThereIsTooMuchTheLongestQueuesThatStandGoFirst() {
        Client longest = new Client(700_000);
        Client shorter = new Client(500_000);
        Client moving = new Client(450_000);
        outflow.look(0, PATIENCE);
        assertThat(outflow.isFull()).isTrue();
        moving.socket.taken = 1;
        outflow.look(seconds(6), PATIENCE);
        longest.isGivenUp();
        shorter.stays();
        moving.stays();
        assertThat(outflow.isFull()).isFalse();
    }

    @Test
    void whatIsQueuedBetweenTwoLooksCounts() {
        outflow.queued(1_000_001);
        assertThat(outflow.isFull()).isTrue();
        outflow.look(0, PATIENCE);
        assertThat(outflow.isFull()).isFalse();
    }

    @Test
    void aFullNodeReadsNothingMoreFromOneWithAQueueAndEchoesNothingLarge() throws Exception {
        try (Sitting s = new Sitting().greeted()) {
            s.socket.queued = 300_000;
            s.services.outflow().queued(Long.MAX_VALUE / 2);
            s.says("{'type':'PING','payload':'" + "x".repeat(5_000) + "'}");
            s.socket.error("OVERLOADED");
            s.acks.expectNoMessage();
        }
    }

    @Test
    void aSessionThatIsGivenUpIsClosed() throws Exception {
        try (Sitting s = new Sitting().joined(0)) {
            s.session.tell(new SessionInternal.Stalled());
            s.socket.error("OVERLOADED");
            assertThat(s.socket.closeCode()).isEqualTo(1013);
        }
    }
}
