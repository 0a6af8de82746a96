package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at submissions before they are decided may be slow, wrong or broken; what it is not, is in the way of the object. */
class InterceptorTest {
    private static final ObjectId ID = Runtime.tally("looked");
    private static final Refusal TOO_MUCH = new Refusal(Refusal.Reason.INVALID, "Too much.", 0, "{\"most\":99}");

    /** Amounts with a meaning for the interceptor of this test. */
    private static final long HELD = 1000;

    private static final long THROWN = 2000;
    private static final long FAILED = 2001;
    private static final long NULL_STAGE = 2002;
    private static final long NULL_ANSWER = 2003;
    private static final long TWICE = 2004;
    private static final long BLOCKED = 2005;
    private static final long OVERFLOWN = 2006;

    private final Map<Long, CompletableFuture<Interception<TallyKind.Command>>> held = new ConcurrentHashMap<>();
    private final CountDownLatch blocked = new CountDownLatch(1);

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;

    private CompletionStage<Interception<TallyKind.Command>> intercept(
            ObjectId id, Submission<TallyKind.Command> submission, TallyKind.Tally confirmed) {
        if (!(submission.command() instanceof TallyKind.Command.Add add)) {
            return pass(submission.command());
        }
        if (add.amount() >= HELD && add.amount() < HELD + 100) {
            return held.computeIfAbsent(add.amount(), a -> new CompletableFuture<>());
        }
        if (add.amount() == THROWN) {
            throw new IllegalStateException("a fault in an interceptor");
        }
        if (add.amount() == NULL_STAGE) {
            return none();
        }
        if (add.amount() == FAILED) {
            return CompletableFuture.failedFuture(new IllegalStateException("a fault in a stage"));
        }
        if (add.amount() == NULL_ANSWER) {
            return CompletableFuture.completedFuture(none());
        }
        if (add.amount() == TWICE) {
            CompletableFuture<Interception<TallyKind.Command>> stage = new CompletableFuture<>();
            stage.complete(new Interception.Pass<>(new TallyKind.Command.Add(2, 0)));
            stage.obtrudeValue(new Interception.Refuse<>(TOO_MUCH));
            stage.complete(new Interception.Pass<>(new TallyKind.Command.Add(3, 0)));
            return stage;
        }
        if (add.amount() == BLOCKED) {
            try {
                blocked.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (add.amount() == OVERFLOWN) {
            return intercept(id, submission, confirmed);
        }
        if (add.amount() > 99) {
            return CompletableFuture.completedFuture(new Interception.Refuse<>(TOO_MUCH));
        }
        return add.amount() == 50 ? pass(new TallyKind.Command.Add(5, add.missed())) : pass(add);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        return null;
    }

    private static CompletionStage<Interception<TallyKind.Command>> pass(TallyKind.Command command) {
        return CompletableFuture.completedFuture(new Interception.Pass<>(command));
    }

    @BeforeEach
    void start() {
        start("interceptor-timeout = 30 s", this::intercept);
    }

    private void start(String settings, Interceptor<TallyKind.Command, TallyKind.Tally> interceptor) {
        runtime = new Runtime(
                directory,
                "akkord.object { write-timeout = 2 s, " + settings + " }",
                System::currentTimeMillis,
                Runtime.tallies(1, interceptor));
        outcomes = runtime.kit.createTestProbe();
    }

    private void restart(String settings, Interceptor<TallyKind.Command, TallyKind.Tally> interceptor) {
        runtime.close();
        start(settings, interceptor);
    }

    @AfterEach
    void stop() {
        blocked.countDown();
        runtime.close();
    }

    private void answer(long amount) {
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> held.containsKey(amount));
        held.get(amount).complete(new Interception.Pass<>(new TallyKind.Command.Add(amount, 0)));
    }

    private void send(String client, long seq, long amount) {
        runtime.send(ID, Runtime.add(client, seq, Submission.HEAD, amount), outcomes);
    }

    @Test
    void aSubmissionMayBePassedChangedOrRefusedWithADetail() {
        assertThat(version(runtime.submit(ID, Runtime.add("c", 1, 0, 7)))).isEqualTo(1);
        assertThat(version(runtime.submit(ID, Runtime.add("c", 2, 1, 50)))).isEqualTo(2);
        Outcome.Refused refused = (Outcome.Refused) runtime.submit(ID, Runtime.add("c", 3, 2, 100));
        assertThat(refused.refusal()).isEqualTo(TOO_MUCH);
        assertThat(version(runtime.submit(ID, Runtime.add("c", 3, 2, 1)))).isEqualTo(3);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(7 + 5 + 1);
    }

    @Test
    void theOrderOfArrivalIsKeptWhateverTheAnswersDo() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        restart("interceptor-timeout = 30 s", (id, submission, confirmed) -> {
            CompletableFuture<Interception<TallyKind.Command>> stage = new CompletableFuture<>();
            answers.add(CompletableFuture.runAsync(
                    () -> stage.complete(new Interception.Pass<>(submission.command())),
                    CompletableFuture.delayedExecutor(
                            ThreadLocalRandom.current().nextInt(30), TimeUnit.MILLISECONDS)));
            return stage;
        });
        int many = 300;
        for (int i = 0; i < many; i++) {
            send("c" + i % 7, i / 7 + 1, i);
        }
        for (int i = 0; i < many; i++) {
            version(outcomes.receiveMessage(Runtime.PATIENCE));
        }
        assertThat(runtime.journal(ID))
                .extracting(c -> ((TallyKind.Event.Added) c.event()).amount())
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, many).boxed().toList());
    }

    @Test
    void aResendOfWhatIsCommittedGetsItsAnswerAlthoughItWouldBeRefusedNow() {
        version(runtime.submit(ID, Runtime.add("c", 1, 0, 20)));
        version(runtime.submit(ID, Runtime.add("c", 2, 1, 21)));
        restart(
                "interceptor-timeout = 30 s, window = 3",
                (id, submission, confirmed) -> CompletableFuture.completedFuture(
                        confirmed.sum() < 100
                                ? new Interception.Pass<>(submission.command())
                                : new Interception.Refuse<>(TOO_MUCH)));
        for (int i = 1; i <= 20; i++) {
            version(runtime.submit(ID, Runtime.add("d" + i, 1, i + 1, 1)));
        }
        version(runtime.submit(ID, Runtime.add("e", 1, 22, 40)));
        assertThat(((Outcome.Refused) runtime.submit(ID, Runtime.add("f", 1, 23, 1))).refusal())
                .isEqualTo(TOO_MUCH);
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 2, 1, 21))).version())
                .isEqualTo(2);
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 1, 0, 20))).duplicate())
                .isTrue();
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 2, 1, 22)))).isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 9, 23, 1)))).isEqualTo(Refusal.Reason.OUT_OF_ORDER);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 3, 99, 1)))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(((Outcome.Refused) runtime.submit(ID, Runtime.add("c", 3, 2, 1))).refusal())
                .isEqualTo(TOO_MUCH);
    }

    @Test
    void oneThatThrowsFailsHangsOrAnswersTwiceCostsItsSubmissionAndNothingElse() {
        restart("interceptor-timeout = 1 s", this::intercept);
        long[] broken = {THROWN, FAILED, NULL_STAGE, NULL_ANSWER, BLOCKED, OVERFLOWN, HELD};
        for (int i = 0; i < broken.length; i++) {
            send("b" + i, 1, broken[i]);
            send("g" + i, 1, 1);
        }
        send("t", 1, TWICE);
        int refused = 0;
        for (int i = 0; i < 2 * broken.length + 1; i++) {
            Outcome outcome = outcomes.receiveMessage(Runtime.PATIENCE);
            if (outcome instanceof Outcome.Refused r && !r.refusal().equals(TOO_MUCH)) {
                assertThat(reason(outcome)).isEqualTo(Refusal.Reason.UNAVAILABLE);
                assertThat(r.refusal().message()).doesNotContain("Exception", "fault");
                refused++;
            }
        }
        assertThat(refused).isEqualTo(broken.length);
        answer(HELD);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(broken.length);
        version(runtime.submit(ID, Runtime.add("b0", 1, Submission.HEAD, 1)));
    }

    @Test
    void aJoinWaitsForTheSubmissionsOfItsOwnClientAndForNobodyElses() {
        runtime.read(ID);
        send("ann", 1, HELD);
        TestProbe<RelayEvent> bob = runtime.join(ID, "s-bob", "bob", Join.NOTHING);
        assertThat(bob.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE)
                        .state()
                        .version())
                .isZero();
        TestProbe<RelayEvent> ann = runtime.join(ID, "s-ann", "ann", Join.NOTHING);
        assertThat(runtime.read(ID).version()).isZero();
        ann.expectNoMessage(Duration.ofMillis(100));
        answer(HELD);
        RelayEvent.Joined<?, ?> joined = ann.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        assertThat(joined.seq()).isEqualTo(1);
        assertThat(joined.state().version()).isEqualTo(1);
    }

    @Test
    void aSessionThatLeavesWhileItsJoinWaitsIsNotThereAfterwards() {
        runtime.read(ID);
        TestProbe<RelayEvent> bob = runtime.join(ID, "s-bob", "bob", Join.NOTHING);
        bob.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        send("ann", 1, HELD);
        TestProbe<RelayEvent> ann = runtime.join(ID, "s-ann", "ann", Join.NOTHING);
        runtime.relays.tell(new Relays.Detach(ID, "s-ann"));
        runtime.read(ID);
        answer(HELD);
        version(outcomes.receiveMessage(Runtime.PATIENCE));
        bob.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        runtime.objects.accept(new ObjectCommand.Present(ID, "s-ann", new byte[] {'1'}, -1));
        bob.expectNoMessage(Duration.ofMillis(100));
        ann.expectNoMessage(Duration.ofMillis(20));
    }

    @Test
    void aFenceAnswersThoseThatWaitAndWhatIsSaidOfThemLaterDoesNotMatter() {
        runtime.read(ID);
        Tap tap = Tap.on(ID);
        send("ann", 1, 1);
        version(outcomes.receiveMessage(Runtime.PATIENCE));
        tap.shut();
        send("bob", 1, 2);
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> tap.groups().size() == 2);
        send("carl", 1, HELD);
        send("dora", 1, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        }
        tap.open();
        assertThat(runtime.read(ID).version()).isEqualTo(2);
        answer(HELD);
        outcomes.expectNoMessage(Duration.ofMillis(100));
        assertThat(runtime.read(ID).version()).isEqualTo(2);
        assertThat(version(runtime.submit(ID, Runtime.add("dora", 1, 2, 3)))).isEqualTo(3);
    }

    @Test
    void whatWaitsForAnAnswerIsBounded() {
        restart("interceptor-timeout = 30 s, max-queue = 10", this::intercept);
        runtime.read(ID);
        for (int i = 0; i < 15; i++) {
            send("c" + i, 1, HELD + i);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.OVERLOADED);
        }
        for (int i = 9; i >= 0; i--) {
            answer(HELD + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(i + 1);
        }
    }

    @Test
    void anObjectToldToStopWaitsForTheAnswersUntilItsTimeIsUp() {
        restart("interceptor-timeout = 30 s, stop-timeout = 500 ms", this::intercept);
        TestProbe<Object> watcher = runtime.kit.createTestProbe();
        TestProbe<ClusterSharding.ShardCommand> shard = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = runtime.kit.spawn(
                ObjectEntity.create(ID, Runtime.tallies(1, this::intercept), runtime.services, shard.getRef()));
        entity.tell(new ObjectCommand.Submit<>(ID, Runtime.add("c", 1, 0, HELD), "", outcomes.getRef()));
        Awaitility.await().atMost(Runtime.PATIENCE).until(() -> held.containsKey(HELD));
        entity.tell(new EntityInternal.Stop());
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        watcher.expectTerminated(entity, Runtime.PATIENCE);
    }
}
