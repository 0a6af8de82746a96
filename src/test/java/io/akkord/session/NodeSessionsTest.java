package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.akkord.auth.Admission;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.limit.Traffic;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.ReadAnswer;
import io.akkord.object.Relays;
import io.akkord.settings.Settings;
import io.akkord.settings.TrafficSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sessions of a node, and requests without one. */
class NodeSessionsTest {
    private static final ObjectId ROOM = ObjectId.of("rooms", "notes");

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<ObjectCommand> objects = kit.createTestProbe();
    private final TestProbe<Relays.Command> relays = kit.createTestProbe();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private NodeSessions sessions(String... settings) {
        return new NodeSessions(
                kit.system(),
                SessionServices.of(
                        List.of(),
                        new FakeHistory(),
                        objects.ref(),
                        relays.ref(),
                        Admission.OPEN,
                        new Traffic(TrafficSettings.OFF, System::nanoTime),
                        Settings.of(ConfigFactory.parseString(String.join("\n", settings))
                                .withFallback(ConfigFactory.load())
                                .resolve())));
    }

    private static ActorRef<SessionCommand> open(NodeSessions sessions, FakeSocket socket) throws Exception {
        return sessions.open(socket, Optional.empty(), "127.0.0.1")
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void sessionsAreCountedAndSayGoodbye() throws Exception {
        NodeSessions sessions = sessions();
        FakeSocket first = new FakeSocket();
        FakeSocket second = new FakeSocket();
        ActorRef<SessionCommand> gone = open(sessions, first);
        open(sessions, second);
        await().until(() -> sessions.count() == 2);
        gone.tell(new SessionCommand.SocketGone());
        await().until(() -> sessions.count() == 1);
        sessions.goodbye().toCompletableFuture().get(60, TimeUnit.SECONDS);
        second.next("GOODBYE");
        assertThat(second.closeCode()).isEqualTo(1012);
        assertThat(first.isSilent()).isTrue();
        FakeSocket late = new FakeSocket();
        open(sessions, late);
        assertThat(late.closeCode()).isEqualTo(1012);
    }

    @Test
    void oneWhoReadsNothingIsClosedHoweverLittleThereIs() throws Exception {
        NodeSessions sessions = sessions("akkord.session.slow-after = 200 ms");
        FakeSocket stuck = new FakeSocket();
        stuck.queued = 1;
        FakeSocket idle = new FakeSocket();
        open(sessions, stuck);
        open(sessions, idle);
        assertThat(stuck.closeCode()).isEqualTo(1013);
        assertThat(idle.isOpen()).isTrue();
    }

    @Test
    void goodbyeWithoutSessionsIsDoneAtOnce() throws Exception {
        sessions().goodbye().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aRequestGetsItsOutcome() throws Exception {
        ShardGateway gateway = new ShardGateway(kit.system(), objects.ref(), Duration.ofSeconds(60));
        var submission = new Submission<>("_http", 0, Submission.HEAD, "anonymous", "", 0, "do");
        var answer = gateway.submit(ROOM, submission, "").toCompletableFuture();
        ObjectCommand.Submit<?> submit = objects.expectMessageClass(ObjectCommand.Submit.class);
        assertThat(submit.session()).isEmpty();
        Outcome outcome = new Outcome.Committed(ROOM, 0, 1, 2, false, true);
        submit.replyTo().tell(outcome);
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(outcome);
    }

    @Test
    void aRequestWithoutAnswerIsUnavailable() throws Exception {
        ShardGateway gateway = new ShardGateway(kit.system(), objects.ref(), Duration.ofMillis(50));
        var submission = new Submission<>("ann", 7, 0, "anonymous", "", 0, "do");
        Outcome outcome =
                gateway.submit(ROOM, submission, "").toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(outcome.seq()).isEqualTo(7);
        assertThat(((Outcome.Refused) outcome).refusal().reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
        ReadAnswer read = gateway.read(ROOM).toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(((ReadAnswer.Failed) read).refusal().reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
    }
}
