package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Submission;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is undecided is counted exactly, however its answers come. */
class PendingSubmissionsTest {
    private static final long HASH = 77;
    private static final String HERE = "s.1";
    private static final String ELSEWHERE = "s.2";
    private final InboundGate gate = new InboundGate(100, 1_000);
    private final PendingSubmissions<String> pending = new PendingSubmissions<>(gate, 2);

    private void send(long seq) {
        pending.sent(submission(seq), HERE, 5, 1, 10);
    }

    private static Submission<String> submission(long seq) {
        return new Submission<>("ann", seq, 0, "Ann", "", HASH, "do");
    }

    @Test
    void aCommitDecidesOneOfTwoCopiesAndADuplicateTheOther() {
        send(1);
        send(1);
        assertThat(gate.underWay()).isEqualTo(2);
        assertThat(pending.awaits(1, HASH)).isTrue();
        pending.committed(1, HASH);
        assertThat(pending.awaits(1, HASH)).isFalse();
        assertThat(pending.answered(1, false)).isTrue();
        assertThat(pending.answered(1, false)).isFalse();
        assertThat(gate.underWay()).isZero();
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void aRefusedSeqIsFreeForOtherContent() {
        send(1);
        assertThat(pending.answered(1, false)).isTrue();
        assertThat(pending.awaits(1, HASH)).isFalse();
        send(1);
        assertThat(gate.underWay()).isEqualTo(1);
    }

    @Test
    void anUnknownOutcomeIsRememberedWithoutBeingWaitedFor() {
        send(1);
        assertThat(pending.answered(1, true)).isTrue();
        assertThat(pending.awaits(1, HASH)).isTrue();
        assertThat(pending.isWaiting()).isFalse();
        assertThat(gate.underWay()).isZero();
        assertThat(pending.lostAfter(0, ELSEWHERE)).isEmpty();
        pending.committed(1, HASH);
        assertThat(pending.isEmpty()).isTrue();
        assertThat(gate.underWay()).isZero();
    }

    @Test
    void onlySoManyUnknownOutcomesAreRemembered() {
        for (long seq = 1; seq <= 5; seq++) {
            send(seq);
            pending.answered(seq, true);
        }
        assertThat(pending.awaits(1, HASH)).isFalse();
        assertThat(pending.awaits(5, HASH)).isTrue();
    }

    @Test
    void whatWasLostIsSentAgainOnceAndInOrder() {
        send(1);
        send(2);
        send(3);
        send(3);
        assertThat(pending.lostAfter(1, HERE)).isEmpty();
        assertThat(pending.lostAfter(1, ELSEWHERE)).containsExactly(submission(2), submission(3));
        assertThat(pending.lostAfter(1, ELSEWHERE)).isEmpty();
        assertThat(pending.isSentOnce(1)).isTrue();
        assertThat(pending.isSentOnce(3)).isFalse();
        assertThat(gate.underWay()).isEqualTo(3);
    }

    @Test
    void whatTakesTooLongIsAnsweredOncePerCopyAndMayStillBeCommitted() {
        send(1);
        send(1);
        pending.sent(submission(2), HERE, 5, 1, 20);
        assertThat(pending.expired(9)).isEmpty();
        assertThat(pending.expired(10)).isEqualTo(List.of(1L, 1L));
        assertThat(pending.expired(10)).isEmpty();
        assertThat(pending.awaits(1, HASH)).isTrue();
        assertThat(gate.underWay()).isEqualTo(1);
    }

    @Test
    void theEndAnswersWhatIsLeft() {
        send(1);
        send(2);
        pending.answered(2, true);
        assertThat(pending.abandon()).containsExactly(1L);
        assertThat(gate.underWay()).isZero();
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void aSnapshotSettlesWhatItHolds() {
        send(1);
        send(2);
        send(3);
        pending.answered(1, true);
        assertThat(pending.coveredUpTo(2, ELSEWHERE)).containsExactly(submission(2));
        assertThat(pending.leftBehind(2, ELSEWHERE)).containsExactly(3L);
        assertThat(pending.awaits(1, HASH)).isFalse();
        assertThat(pending.isSentOnce(3)).isFalse();
        assertThat(gate.underWay()).isEqualTo(1);
        assertThat(pending.answered(2, false)).isTrue();
        assertThat(gate.bytesUnderWay()).isZero();
    }

    @Test
    void bytesAreCountedAsLongAsTheirMessagesAre() {
        send(1);
        send(1);
        pending.sent(submission(2), HERE, 100, 1, 10);
        assertThat(gate.bytesUnderWay()).isEqualTo(110);
        pending.answered(1, true);
        assertThat(gate.bytesUnderWay()).isEqualTo(105);
        pending.committed(1, HASH);
        assertThat(gate.bytesUnderWay()).isEqualTo(100);
        pending.expired(10);
        assertThat(gate.bytesUnderWay()).isZero();
    }

    @Test
    void aCommitOfOtherContentIsNotTheOneAwaited() {
        send(1);
        assertThat(pending.awaits(1, HASH + 1)).isFalse();
        pending.committed(1, HASH + 1);
        assertThat(pending.isWaiting()).isTrue();
        assertThat(pending.awaits(1, HASH)).isTrue();
    }
}
