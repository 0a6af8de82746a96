package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.tally.TallyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes while a write is under way goes down together in the next, and nothing is known before it is durable. */
class GroupCommitTest {
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final ObjectId ID = Runtime.tally("groups");

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;
    private Tap tap;

    @BeforeEach
    void start() {
        runtime = new Runtime(directory, "akkord.object.max-group = 100");
        outcomes = runtime.kit.createTestProbe();
        tap = Tap.on(ID);
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    /** One write is in the journal and its answer is held back. */
    private void occupy() {
        tap.shut();
        TestProbe<Outcome> first = runtime.kit.createTestProbe();
        runtime.send(ID, Runtime.add("first", 1, 0, 1), first);
        Awaitility.await().until(() -> tap.groups().size() == 1);
    }

    @Test
    void manySubmissionsDuringOneWriteGoDownTogetherInTheOrderTheyCame() {
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", Join.NOTHING);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        runtime.join(ID, "m", "marker", Join.NOTHING).expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        occupy();
        for (int i = 1; i <= 60; i++) {
            runtime.send(ID, Runtime.add("c" + i, 1, 0, 1000 + i), outcomes);
        }
        // Waits for no write: when it comes, all sixty are waiting.
        runtime.objects.accept(new ObjectCommand.Announce(ID, "m", new byte[] {'1'}));
        session.expectMessageClass(RelayEvent.Announced.class, Runtime.PATIENCE);
        outcomes.expectNoMessage(A_WHILE);
        session.expectNoMessage(Duration.ZERO);
        tap.open();
        for (int i = 1; i <= 60; i++) {
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(i + 1);
        }
        assertThat(tap.groups()).containsExactly(1, 60);
        assertThat(group(session)).containsExactly(1L);
        assertThat(group(session))
                .isEqualTo(LongStream.rangeClosed(2, 61).boxed().toList());
        assertThat(runtime.journal(ID).stream().skip(1).map(Commit::event))
                .isEqualTo(LongStream.rangeClosed(1, 60)
                        .<TallyKind.Event>mapToObj(i -> new TallyKind.Event.Added(1000 + i, (int) i))
                        .toList());
    }

    private static List<Long> group(TestProbe<RelayEvent> session) {
        RelayEvent.Committed committed = session.expectMessageClass(RelayEvent.Committed.class, Runtime.PATIENCE);
        return committed.group().commits().stream().map(CommitFrame::version).toList();
    }

    @Test
    void aGroupIsNeverLargerThanItsLimit() {
        occupy();
        for (int i = 1; i <= 250; i++) {
            runtime.send(ID, Runtime.add("c" + i, 1, 0, 1), outcomes);
        }
        tap.open();
        for (int i = 1; i <= 250; i++) {
            version(outcomes.receiveMessage(Runtime.PATIENCE));
        }
        assertThat(tap.groups()).allMatch(size -> size <= 100);
        assertThat(tap.groups().stream().mapToInt(Integer::intValue).sum()).isEqualTo(251);
    }

    @Test
    void aDuplicateInsideAGroupIsAnsweredWhenItsOriginalIsDurable() {
        occupy();
        tap.open();
        tap.shut();
        runtime.send(ID, Runtime.add("c", 1, 0, 4), outcomes);
        runtime.send(ID, Runtime.add("c", 1, 0, 4), outcomes);
        runtime.send(ID, Runtime.add("c", 1, 0, 5), outcomes);
        Awaitility.await().until(() -> tap.groups().size() == 2);
        outcomes.expectNoMessage(A_WHILE);
        tap.open();
        assertThat(committed(outcomes.receiveMessage(Runtime.PATIENCE)).duplicate())
                .isFalse();
        assertThat(committed(outcomes.receiveMessage(Runtime.PATIENCE)))
                .matches(Outcome.Committed::duplicate)
                .matches(again -> again.version() == 2);
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(runtime.read(ID).value().sum()).isEqualTo(5);
    }

    @Test
    void aReadAndARefusalWaitForTheWriteTheyRestOn() {
        occupy();
        TestProbe<ReadAnswer> reader = runtime.kit.createTestProbe();
        runtime.objects.accept(new ObjectCommand.Read(ID, reader.getRef()));
        runtime.send(ID, Runtime.add("first", 3, 1, 1), outcomes);
        reader.expectNoMessage(A_WHILE);
        outcomes.expectNoMessage(Duration.ZERO);
        tap.open();
        assertThat(reader.receiveMessage(Runtime.PATIENCE))
                .isInstanceOfSatisfying(
                        ReadAnswer.Current.class,
                        answer -> assertThat(answer.state().version()).isEqualTo(1));
        assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.OUT_OF_ORDER);
    }

    @Test
    void aFullObjectRefusesWhatItCannotHoldAndAnswersAllItTook() {
        runtime.close();
        runtime = new Runtime(directory, "akkord.object.max-queue = 20");
        tap = Tap.on(ID);
        outcomes = runtime.kit.createTestProbe();
        occupy();
        for (int i = 1; i <= 30; i++) {
            runtime.send(ID, Runtime.add("c" + i, 1, Submission.HEAD, 1), outcomes);
        }
        for (int i = 1; i <= 10; i++) {
            assertThat(reason(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(Refusal.Reason.OVERLOADED);
        }
        tap.open();
        for (int i = 1; i <= 20; i++) {
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(i + 1);
        }
    }
}
