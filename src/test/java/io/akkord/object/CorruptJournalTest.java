package io.akkord.object;

import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object whose history is not the one that was written serves nobody, and its neighbours notice nothing. */
class CorruptJournalTest {
    private static final String SHARDS = "akkord.object { shards = 1 }";
    private static final ObjectId ID = Runtime.tally("damaged");
    private static final ObjectId NEIGHBOUR = Runtime.tally("sound");

    @TempDir
    Path directory;

    private Runtime runtime;

    @BeforeEach
    void writeThreeCommits() {
        runtime = new Runtime(directory, SHARDS);
        for (int i = 1; i <= 3; i++) {
            version(runtime.submit(ID, Runtime.add("c", i, i - 1, 4)));
            version(runtime.submit(NEIGHBOUR, Runtime.add("c", i, i - 1, 4)));
        }
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    private void restartAfter(String change) {
        runtime.database
                .write(connection -> connection
                        .createStatement()
                        .executeUpdate(change + " persistence_id = '" + ID.persistenceId() + "'"))
                .toCompletableFuture()
                .join();
        runtime.close();
        runtime = new Runtime(directory, SHARDS);
    }

    private void isRefused(String reason) {
        Outcome outcome = LoggingTestKit.error(ID.persistenceId())
                .withCustom(event -> event.getThrowable()
                        .map(thrown -> String.valueOf(thrown.getCause()).contains(reason)
                                || thrown.toString().contains(reason))
                        .orElse(false))
                .expect(runtime.kit.system(), () -> runtime.submit(ID, Runtime.add("c", 4, 3, 4)));

        assertThat(reason(outcome)).isEqualTo(Refusal.Reason.UNAVAILABLE);
        assertThat(version(runtime.submit(NEIGHBOUR, Runtime.add("c", 4, 3, 4))))
                .isEqualTo(4);
        assertThat(runtime.read(NEIGHBOUR).value().sum()).isEqualTo(16);
    }

    @Test
    void aCommitThatWasChangedIsNotTakenOver() {
        restartAfter("UPDATE event_journal SET event_payload = CAST(replace(event_payload, 'ann', 'eve') AS BLOB)"
                + " WHERE sequence_number = 2 AND");

        isRefused("the checksum of commit 2 of " + ID.persistenceId() + " does not match");
    }

    @Test
    void aHistoryWithAGapIsNotTakenOver() {
        restartAfter("DELETE FROM event_journal WHERE sequence_number = 2 AND");

        isRefused("the checksum of commit 3 of " + ID.persistenceId() + " does not match");
    }

    @Test
    void aHistoryThatEndsTooEarlyIsNotTakenOver() {
        restartAfter("UPDATE event_journal SET deleted = TRUE WHERE sequence_number >= 2 AND");

        isRefused("commits 2 to 3 of " + ID.persistenceId() + " are missing");
    }
}
