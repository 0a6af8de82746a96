package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.TestProbe;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitor hears of each thing once, and of nothing that did not happen. */
class ObjectMonitorTest {
    private static final ObjectId ID = Runtime.tally("watched");

    @TempDir
    Path directory;

    private Runtime runtime;

    private void start(String settings) {
        runtime = new Runtime(directory, "akkord.object { " + settings + " }");
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void aCommitAndItsDuplicateAreHeardOfOnceEach() {
        start("");
        TestProbe<RelayEvent> session = runtime.join(ID, "s", "listener", Join.NOTHING);
        session.expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        runtime.submit(ID, Runtime.add("c", 1, 0, 4));
        await().until(() -> runtime.noted.of(ID).contains("released 1 to 1"));
        assertThat(committed(runtime.submit(ID, Runtime.add("c", 1, 0, 4))).duplicate())
                .isTrue();
        await().until(() -> runtime.noted.of(ID).contains("duplicates 1"));
        assertThat(runtime.noted.of(ID))
                .containsExactly(
                        "read", "recovered", "submitted", "written 1", "released 1 to 1", "submitted", "duplicates 1");
    }

    @Test
    void hibernationAndTheWayBackAreHeardOf() {
        start("hibernate-after = 20 ms, passivate-after = 1 h");
        runtime.join(ID, "s", "listener", Join.NOTHING).expectMessageClass(RelayEvent.Joined.class, Runtime.PATIENCE);
        await().until(() -> runtime.noted.of(ID).contains("slept"));
        runtime.read(ID);
        await().until(() ->
                runtime.noted.of(ID).stream().filter("recovered"::equals).count() >= 2);
        assertThat(runtime.noted.of(ID)).startsWith("read", "recovered", "slept", "read", "recovered");
    }

    @Test
    void anObjectThatNobodyNeedsStops() {
        start("passivate-after = 20 ms");
        runtime.read(ID);
        await().until(() -> runtime.noted.of(ID).contains("stopped"));
        assertThat(runtime.noted.of(ID)).containsExactly("read", "recovered", "stopped");
    }

    @Test
    void aWriteThatFailedWasNeitherWrittenNorReleased() {
        start("");
        Tap tap = Tap.on(ID);
        tap.lose(true);
        assertThat(reason(runtime.submit(ID, Runtime.add("c", 1, 0, 4)))).isEqualTo(Refusal.Reason.UNAVAILABLE);
        await().until(() -> runtime.noted.of(ID).contains("slept"));
        assertThat(runtime.noted.of(ID)).startsWith("submitted", "recovered", "fenced", "slept");
        tap.lose(false);
        assertThat(runtime.read(ID).version()).isZero();
        assertThat(runtime.noted.of(ID)).noneMatch(what -> what.startsWith("written") || what.startsWith("released"));
    }
}
