package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SendQueueTest {
    private static final int PRODUCERS = 4;
    private static final int MESSAGES = 50_000;

    private static ByteString text(int size) {
        return ByteString.fromString("x".repeat(size));
    }

    @Test
    @Timeout(300)
    void no_message_is_lost_or_overtaken_and_no_wake_is_missed() throws Exception {
        Semaphore wakes = new Semaphore(0);
        SendQueue queue = new SendQueue(wakes::release, Long.MAX_VALUE, 0);
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            byte producer = (byte) p;
            producers.add(new Thread(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    queue.send(
                            ByteString.fromArray(new byte[] {producer, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
                }
            }));
        }
        producers.forEach(Thread::start);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        int frame = 2 + 4;
        while (taken.size() < PRODUCERS * MESSAGES * frame) {
            ByteString bytes = queue.take();
            if (bytes.nonEmpty()) {
                taken.writeBytes(bytes.toArrayUnsafe());
            } else if (queue.sleep()) {
                assertThat(wakes.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        int[] next = new int[PRODUCERS];
        byte[] all = taken.toByteArray();
        for (int at = 0; at < all.length; at += frame) {
            int i = (all[at + 3] & 0xFF) << 16 | (all[at + 4] & 0xFF) << 8 | (all[at + 5] & 0xFF);
            assertThat(i).isEqualTo(next[all[at + 2]]++);
        }
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void small_texts_travel_together_and_large_ones_in_pieces() {
        SendQueue queue = new SendQueue(() -> {}, Long.MAX_VALUE, 0);
        queue.send(text(10));
        queue.send(text(0));
        queue.send(text(300));
        queue.send(text(SendQueue.PIECE + 1));
        queue.send(text(5));
        assertThat(queue.take().size()).isEqualTo(2 + 10 + 2 + 4 + 300);
        assertThat(queue.take().size()).isEqualTo(10 + SendQueue.PIECE);
        assertThat(queue.isInsideFrame()).isTrue();
        assertThat(queue.queuedBytes()).isEqualTo(1 + 5);
        assertThat(queue.take().size()).isEqualTo(1);
        assertThat(queue.isInsideFrame()).isFalse();
        assertThat(queue.take().size()).isEqualTo(2 + 5);
        assertThat(queue.take().isEmpty()).isTrue();
    }

    @Test
    void it_has_drained_once_below_the_low_mark_after_the_high_one() {
        SendQueue queue = new SendQueue(() -> {}, 100, 50);
        queue.send(text(100));
        queue.take();
        assertThat(queue.hasDrained()).isFalse();
        queue.send(text(SendQueue.BATCH));
        queue.send(text(60));
        queue.take();
        assertThat(queue.hasDrained()).isFalse();
        queue.take();
        assertThat(queue.hasDrained()).isTrue();
        assertThat(queue.hasDrained()).isFalse();
    }

    @Test
    void nothing_is_taken_after_a_close_and_the_first_close_counts() {
        SendQueue queue = new SendQueue(() -> {}, 100, 50);
        queue.send(text(1));
        queue.close(4400, "first");
        queue.close(1012, "second");
        queue.send(text(1));
        assertThat(queue.queuedBytes()).isEqualTo(1);
        assertThat(queue.closing()).isEqualTo(new CloseStatus(4400, "first"));
        queue.abandon();
        assertThat(queue.queuedBytes()).isZero();
        assertThat(queue.take().isEmpty()).isTrue();
    }

    @Test
    void a_close_reason_is_cut_between_characters() {
        byte[] body = new CloseStatus(1000, "ä".repeat(100)).body();
        assertThat(body).hasSize(2 + 122);
        assertThat(Utf8.isWellFormed(body, 2, body.length)).isTrue();
    }
}
