package io.akkord.object;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions on bases that memory has forgotten are brought over every commit they missed, without stopping the others. */
class OldBaseTest {
    private static final ObjectId ID = Runtime.tally("old");

    @TempDir
    Path directory;

    private Runtime runtime;
    private TestProbe<Outcome> outcomes;

    private void start(String settings) {
        runtime = new Runtime(directory, "akkord.object { " + settings + " }");
        outcomes = runtime.kit.createTestProbe();
    }

    @BeforeEach
    void start() {
        start("window = 40, old-base-reads = 8, max-group = 20");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void fill(int from, int to) {
        for (int i = from; i <= to; i++) {
            runtime.send(ID, Runtime.add("filler", i, Submission.HEAD, 1), outcomes);
        }
        for (int i = from; i <= to; i++) {
            version(outcomes.receiveMessage(Runtime.PATIENCE));
        }
    }

    @Test
    void everySubmissionIsBroughtOverExactlyWhatItMissedWhileOthersKeepCommitting() {
        fill(1, 400);
        Random random = new Random(3);
        Map<String, Long> bases = new HashMap<>();
        TestProbe<Outcome> old = runtime.kit.createTestProbe();
        Set<String> waiting = new HashSet<>();
        for (int i = 1; i <= 40; i++) {
            String client = "old" + i;
            bases.put(client, (long) random.nextInt(400));
            fill(400 + 10 * i - 9, 400 + 10 * i);
            runtime.send(ID, Runtime.add(client, 1, bases.get(client), 1), old);
            waiting.add(client);
        }
        int next = 801;
        while (!waiting.isEmpty()) {
            fill(next, next + 9);
            next += 10;
            for (int left = waiting.size(); left > 0; left--) {
                Outcome outcome = old.receiveMessage(Runtime.PATIENCE);
                if (outcome instanceof Outcome.Refused) {
                    assertThat(reason(outcome)).isEqualTo(Refusal.Reason.OVERLOADED);
                }
            }
            runtime.journal(ID).forEach(commit -> waiting.remove(commit.client()));
            waiting.forEach(client -> runtime.send(ID, Runtime.add(client, 1, bases.get(client), 1), old));
        }
        List<Commit<TallyKind.Event>> journal = runtime.journal(ID);
        assertThat(journal.stream().filter(c -> bases.containsKey(c.client())))
                .hasSize(40)
                .allSatisfy(c -> assertThat(c.event())
                        .isEqualTo(new TallyKind.Event.Added(1, (int) (c.version() - 1 - bases.get(c.client())))));
    }

    @Test
    void whatAClientSentAfterASubmissionOnAnOldBaseKeepsItsOrder() {
        fill(1, 200);
        for (int i = 1; i <= 20; i++) {
            String client = "c" + i;
            runtime.history.shut();
            runtime.send(ID, Runtime.add(client, 1, i, 1), outcomes);
            runtime.send(ID, Runtime.add(client, 2, Submission.HEAD, 2), outcomes);
            runtime.send(ID, Runtime.add(client, 1, i, 1), outcomes);
            runtime.send(ID, Runtime.add(client, 3, Submission.HEAD, 3), outcomes);
            version(runtime.submit(ID, Runtime.add("other", i, Submission.HEAD, 1)));
            runtime.history.open();
            long first = version(outcomes.receiveMessage(Runtime.PATIENCE));
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isEqualTo(first + 1);
            Outcome again = outcomes.receiveMessage(Runtime.PATIENCE);
            Outcome third = outcomes.receiveMessage(Runtime.PATIENCE);
            assertThat(again instanceof Outcome.Committed c && c.duplicate() ? version(again) : version(third))
                    .isEqualTo(first);
            assertThat(Math.max(version(again), version(third))).isEqualTo(first + 2);
        }
    }

    @Test
    void othersCommitWhileTheJournalIsRead() {
        fill(1, 200);
        for (int i = 1; i <= 10; i++) {
            TestProbe<Outcome> other = runtime.kit.createTestProbe();
            runtime.history.shut();
            runtime.send(ID, Runtime.add("slow" + i, 1, 1, 1), outcomes);
            runtime.send(ID, Runtime.add("quick", i, Submission.HEAD, 1), other);
            long quick = version(other.receiveMessage(Runtime.PATIENCE));
            runtime.history.open();
            assertThat(version(outcomes.receiveMessage(Runtime.PATIENCE))).isGreaterThan(quick);
        }
    }

    @Test
    void aClientWhoseBudgetIsSpentIsToldSoAndOthersAreServed() {
        runtime.close();
        start("window = 10, old-base-budget = 250");
        fill(1, 200);
        assertThat(version(runtime.submit(ID, Runtime.add("_http", 0, 1, 1)))).isEqualTo(201);
        assertThat(version(runtime.submit(ID, Runtime.add("_http", 0, 1, 1)))).isEqualTo(202);
        assertThat(reason(runtime.submit(ID, Runtime.add("_http", 0, 1, 1)))).isEqualTo(Refusal.Reason.OVERLOADED);
        assertThat(version(runtime.submit(ID, Runtime.add("other", 1, 1, 1)))).isEqualTo(203);
        assertThat(version(runtime.submit(ID, Runtime.add("_http", 0, 200, 1)))).isEqualTo(204);
    }

    @Test
    void anInvalidSubmissionOnAnOldBaseIsRefusedUnlessItWasCommittedBefore() {
        fill(1, 100);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 5, 13)))).isEqualTo(Refusal.Reason.INVALID);
        assertThat(version(runtime.submit(ID, Runtime.add("c", 1, 5, 14)))).isEqualTo(101);
        fill(101, 200);
        assertThat(runtime.submit(ID, Runtime.add("c", 1, 5, 14)))
                .isInstanceOfSatisfying(
                        Outcome.Committed.class, c -> assertThat(c.duplicate()).isTrue());
    }
}
