package io.akkord.object;

import static io.akkord.object.Outcomes.committed;
import static io.akkord.object.Outcomes.reason;
import static io.akkord.object.Outcomes.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object remembers so many clients; one that is forgotten may go on, but nothing of its is committed twice. */
class ForgottenClientsTest {
    private static final ObjectId ID = Runtime.tally("clients");

    @TempDir
    Path directory;

    private Runtime runtime;

    @BeforeEach
    void forgetEarly() {
        runtime = new Runtime(directory, "akkord.object { clients = 10, window = 5 }");
        for (int seq = 1; seq <= 3; seq++) {
            version(runtime.submit(ID, Runtime.add("early", seq, seq - 1, 100 + seq)));
        }
        for (int i = 1; i <= 12; i++) {
            version(runtime.submit(ID, Runtime.add("c" + i, 1, Submission.HEAD, 1)));
        }
    }

    @AfterEach
    void stop() {
        runtime.close();
    }

    @Test
    void theTableKeepsToItsLimitAndTheLongestSilentGo() {
        var state = runtime.services
                .history()
                .stateAt(Runtime.TALLIES.kind(), Runtime.TALLIES.codec(), ID, 15)
                .toCompletableFuture()
                .join();
        assertThat(state.clients().entries()).hasSize(10).doesNotContainKeys("early", "c1", "c2");
    }

    @Test
    void aForgottenClientIsAcceptedAtASeqThatDoesNotStandAfterItsBase() {
        assertThat(version(runtime.submit(ID, Runtime.add("early", 4, 3, 104)))).isEqualTo(16);
        assertThat(reason(runtime.submit(ID, Runtime.add("early", 6, 16, 1)))).isEqualTo(Refusal.Reason.OUT_OF_ORDER);
    }

    @Test
    void aForgottenClientsResendIsRecognisedInTheJournal() {
        Outcome.Committed again = committed(runtime.submit(ID, Runtime.add("early", 3, 2, 103)));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.version()).isEqualTo(3);
        assertThat(reason(runtime.submit(ID, Runtime.add("early", 3, 2, 99)))).isEqualTo(Refusal.Reason.SEQ_REUSED);
        assertThat(runtime.read(ID).version()).isEqualTo(15);
    }

    @Test
    void aClientWithoutAnEntryMayActOnTheHead() {
        assertThat(version(runtime.submit(ID, Runtime.add("fresh", 1, Submission.HEAD, 7))))
                .isEqualTo(16);
        assertThat(committed(runtime.submit(ID, Runtime.add("fresh", 1, Submission.HEAD, 7)))
                        .duplicate())
                .isTrue();
        assertThat(version(runtime.submit(ID, Runtime.add("early", 4, Submission.HEAD, 7))))
                .isEqualTo(17);
    }
}
