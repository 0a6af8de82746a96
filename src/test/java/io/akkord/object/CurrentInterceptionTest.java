package io.akkord.object;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that are judged by the state they are decided on: no other gets in between, however many come at once. */
class CurrentInterceptionTest {
    private static final ObjectId ID = Runtime.tally("judged");
    private static final long MOST = 10;
    private static final long AS_IT_IS = 500;
    private static final long PLAIN = 1000;
    private static final long BECOMES = 2000;
    private static final long HELD = 3000;

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;

    /** Lets small amounts pass while the sum of small ones stays in bounds; others are not judged by the state. */
    private static class Bounded implements Interceptor<TallyKind.Command, TallyKind.Tally> {
        private final Map<Long, CompletableFuture<Interception<TallyKind.Command>>> held = new ConcurrentHashMap<>();

        private final List<TallyKind.Command.Add> judged = new CopyOnWriteArrayList<>();

        @Override
        public boolean needsCurrent(Submission<TallyKind.Command> submission) {
            return submission.command() instanceof TallyKind.Command.Add add && add.amount() < PLAIN;
        }

        @Override
        public CompletionStage<Interception<TallyKind.Command>> intercept(
                ObjectId id, Submission<TallyKind.Command> submission, TallyKind.Tally confirmed) {
            if (!(submission.command() instanceof TallyKind.Command.Add add) || add.amount() == PLAIN) {
                return later(new Interception.Pass<>(submission.command()));
            }
            if (add.amount() >= HELD) {
                return held.computeIfAbsent(add.amount(), amount -> new CompletableFuture<>());
            }
            judged.add(add);
            if (add.amount() >= AS_IT_IS && add.amount() < PLAIN) {
                return later(new Interception.Pass<>(add));
            }
            boolean full = confirmed.sum() % PLAIN >= MOST;
            return later(
                    full
                            ? new Interception.Refuse<>(Refusal.of(Refusal.Reason.INVALID, "Too much."))
                            : new Interception.Pass<>(new TallyKind.Command.Add(1, 0)));
        }

        private static <T> CompletionStage<T> later(T answer) {
            return CompletableFuture.supplyAsync(
                    () -> answer,
                    CompletableFuture.delayedExecutor(
                            ThreadLocalRandom.current().nextInt(5), TimeUnit.MILLISECONDS));
        }
    }

    private final Bounded bounded = new Bounded();

    private void start(String settings) {
        runtime = new Runtime(
                directory,
                "akkord.object { write-timeout = 2 s, interceptor-timeout = 30 s, " + settings + " }",
                System::currentTimeMillis,
                Runtime.tallies(1, bounded));
        outcomes = runtime.kit.createTestProbe();
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void send(String client, long seq, long base, long amount) {
        runtime.send(ID, Runtime.add(client, seq, base, amount), outcomes);
    }

    private int passed(int of) {
        int passed = 0;
        for (int i = 0; i < of; i++) {
            Outcome outcome = outcomes.receiveMessage(Runtime.PATIENCE);
            if (outcome instanceof Outcome.Committed) {
                passed++;
            } else {
                assertThat(reason(outcome)).isEqualTo(Refusal.Reason.INVALID);
            }
        }
        return passed;
    }

    @Test
    void of_many_that_race_exactly_as_many_pass_as_may() {
        start("");
        for (int i = 0; i < 40; i++) {
            send("judged-" + i, 1, Submission.HEAD, 1);
            send("plain-" + i, 1, Submission.HEAD, PLAIN);
        }
        assertThat(passed(80)).isEqualTo(40 + MOST);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(40 * PLAIN + MOST);
    }

    @Test
    void also_where_a_command_becomes_one_that_is_judged() {
        start("");
        for (int i = 0; i < 40; i++) {
            send("c" + i, 1, Submission.HEAD, BECOMES);
        }
        assertThat(passed(40)).isEqualTo((int) MOST);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(MOST);
    }

    @Test
    void also_where_bases_have_to_be_read_from_the_journal() {
        start("window = 3");
        for (int i = 1; i <= 20; i++) {
            version(runtime.submit(ID, Runtime.add("w", i, i - 1, PLAIN)));
        }
        for (int i = 0; i < 30; i++) {
            send("c" + i, 1, i % 2 == 0 ? 2 : 20, 1);
        }
        assertThat(passed(30)).isEqualTo((int) MOST);
        assertThat(runtime.read(ID).value().sum() % PLAIN).isEqualTo(MOST);
    }

    @Test
    void it_waits_for_those_before_it_and_those_after_it_for_its_decision() {
        start("");
        runtime.read(ID);
        send("ann", 1, Submission.HEAD, HELD);
        send("bob", 1, Submission.HEAD, 1);
        send("carl", 1, Submission.HEAD, PLAIN);
        Awaitility.await().until(() -> bounded.held.containsKey(HELD));
        assertThat(runtime.read(ID).version()).isZero();
        bounded.held.get(HELD).complete(new Interception.Pass<>(new TallyKind.Command.Add(PLAIN, 0)));
        assertThat(passed(3)).isEqualTo(3);
        assertThat(runtime.journal(ID)).extracting(c -> c.client()).isEqualTo(List.of("ann", "bob", "carl"));
    }

    @Test
    void a_fence_lets_go_of_those_that_wait_and_the_object_goes_on() {
        start("");
        runtime.read(ID);
        Tap tap = Tap.on(ID);
        send("ann", 1, Submission.HEAD, 1);
        assertThat(passed(1)).isEqualTo(1);
        tap.shut();
        send("bob", 1, Submission.HEAD, 1);
        Awaitility.await().until(() -> tap.groups().size() == 2);
        send("carl", 1, Submission.HEAD, 1);
        runtime.objects.accept(new ObjectCommand.Wake(ID));
        for (int i = 0; i < 2; i++) {
            assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        }
        tap.open();
        assertThat(version(runtime.submit(ID, Runtime.add("dora", 1, Submission.HEAD, 1))))
                .isEqualTo(3);
    }

    @Test
    void an_alarm_waits_until_what_is_being_judged_is_decided() {
        start("alarm-every = 20 ms");
        version(runtime.submit(ID, Runtime.ringAt("r", 1, System.currentTimeMillis() + 200)));
        send("slow", 1, Submission.HEAD, HELD + 1);
        Awaitility.await().until(() -> bounded.held.containsKey(HELD + 1));
        bounded.held.get(HELD + 1).complete(new Interception.Pass<>(new TallyKind.Command.Add(PLAIN, 0)));
        for (int i = 0; i < 20; i++) {
            send("c" + i, 1, Submission.HEAD, 1);
        }
        assertThat(passed(21)).isEqualTo(1 + (int) MOST);
        Awaitility.await()
                .until(() ->
                        runtime.journal(ID).stream().anyMatch(c -> c.client().equals("_alarm")));
    }

    private void startWithTwentyCommits() {
        start("window = 6");
        for (int i = 1; i <= 20; i++) {
            version(runtime.submit(ID, Runtime.add("w", i, i - 1, PLAIN)));
        }
    }

    private TallyKind.Event committed(int version) {
        return runtime.journal(ID).get(version - 1).event();
    }

    @Test
    void what_is_judged_is_brought_forward_once_from_memory_or_the_journal() {
        startWithTwentyCommits();
        long amount = AS_IT_IS;
        for (int base : new int[] {17, 2, 22}) {
            int head = runtime.journal(ID).size();
            version(runtime.submit(ID, Runtime.add("c" + base, 1, base, ++amount)));
            assertThat(bounded.judged).endsWith(new TallyKind.Command.Add(amount, head - base));
            assertThat(committed(head + 1)).isEqualTo(new TallyKind.Event.Added(amount, head - base));
        }
        assertThat(bounded.judged).hasSize(3);
    }

    @Test
    void what_is_put_in_its_place_acts_on_what_was_there_when_it_was_judged() {
        startWithTwentyCommits();
        for (int base : new int[] {17, 2, 22}) {
            int head = runtime.journal(ID).size();
            version(runtime.submit(ID, Runtime.add("c" + base, 1, base, 1)));
            assertThat(committed(head + 1)).isEqualTo(new TallyKind.Event.Added(1, 0));
        }
    }

    @Test
    void what_the_object_can_say_without_it_is_not_judged() {
        startWithTwentyCommits();
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 99, 1)))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 7, 2, 1)))).isEqualTo(Refusal.Reason.OUT_OF_ORDER);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 2, 13)))).isEqualTo(Refusal.Reason.INVALID);
        assertThat(bounded.judged).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(version(runtime.submit(ID, Runtime.add("c", 1, 2, 2)))).isEqualTo(21);
        }
        assertThat(bounded.judged).hasSize(1);
    }

    @Test
    void while_the_journal_is_read_for_one_the_others_keep_their_order_behind_it() {
        startWithTwentyCommits();
        runtime.history.shut();
        send("old", 1, 2, 1);
        send("new", 1, 20, 1);
        send("plain", 1, Submission.HEAD, PLAIN);
        assertThat(runtime.read(ID).version()).isEqualTo(20);
        runtime.objects.accept(new ObjectCommand.Wake(ID));
        assertThat(bounded.judged).isEmpty();
        runtime.history.open();
        assertThat(passed(3)).isEqualTo(3);
        assertThat(runtime.journal(ID).subList(20, 23))
                .extracting(c -> c.client())
                .isEqualTo(List.of("old", "new", "plain"));
    }

    @Test
    void one_that_the_journal_is_read_for_is_answered_once_when_the_object_has_to_stop() {
        start("window = 6, stop-timeout = 500 ms");
        for (int i = 1; i <= 20; i++) {
            version(runtime.submit(ID, Runtime.add("w", i, i - 1, PLAIN)));
        }
        TestProbe<ClusterSharding.ShardCommand> shard = runtime.kit.createTestProbe();
        ActorRef<EntityMessage> entity = runtime.kit.spawn(
                ObjectEntity.create(ID, Runtime.tallies(1, bounded), runtime.services, shard.getRef()));
        TestProbe<ReadAnswer> read = runtime.kit.createTestProbe();
        entity.tell(new ObjectCommand.Read(ID, read.getRef()));
        read.receiveMessage(Runtime.PATIENCE);
        runtime.history.shut();
        entity.tell(new ObjectCommand.Submit<>(ID, Runtime.add("old", 1, 2, 1), "", outcomes.getRef()));
        entity.tell(new EntityInternal.Stop());
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        outcomes.expectTerminated(entity, Runtime.PATIENCE);
        runtime.history.open();
        assertThat(version(runtime.submit(ID, Runtime.add("new", 1, 20, 1)))).isEqualTo(21);
        outcomes.expectNoMessage(Duration.ofMillis(50));
        assertThat(bounded.judged).hasSize(1);
    }
}
