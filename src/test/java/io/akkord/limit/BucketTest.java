package io.akkord.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    private static final long SECOND = 1_000_000_000;
    private static final Duration BURST = Duration.ofSeconds(1);

    private static int taken(Bucket bucket, int tries, long now) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(1, now) == 0 ? 1 : 0;
        }
        return taken;
    }

    @Test
    void withoutALimitEverythingMayBeTaken() {
        assertThat(taken(Bucket.OFF, 1_000, 0)).isEqualTo(1_000);
        assertThat(Bucket.OFF.take(Long.MAX_VALUE, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, SECOND, -SECOND, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
    void whatTheBurstHoldsMayComeAtOnceAndThenEvenly(long from) {
        Bucket bucket = new Bucket(10, BURST, from);
        assertThat(taken(bucket, 100, from)).isEqualTo(10);
        assertThat(taken(bucket, 100, from + SECOND / 10)).isEqualTo(1);
        assertThat(taken(bucket, 100, from + SECOND / 2)).isEqualTo(4);
        assertThat(taken(bucket, 100, from + 9 * SECOND)).isEqualTo(10);
    }

    @Test
    void oneWhoIsRefusedIsToldWhenTheBucketIsHalfFull() {
        Bucket bucket = new Bucket(10, BURST, 0);
        taken(bucket, 10, 0);
        assertThat(bucket.take(1, 0)).isEqualTo(500);
        assertThat(taken(bucket, 10, SECOND / 2)).isEqualTo(5);
    }

    @Test
    void aLargeThingIsTakenFromWhatThereIsAndPaidForAfterwards() {
        Bucket bucket = new Bucket(10, BURST, 0);
        assertThat(bucket.take(50, 0)).isZero();
        assertThat(bucket.take(1, SECOND)).isPositive();
        assertThat(bucket.take(1, 4 * SECOND - 1)).isPositive();
        assertThat(bucket.take(1, 4 * SECOND + 1)).isZero();
    }

    @Test
    void whateverIsTakenTheWaitHasAnEnd() {
        Bucket bucket = new Bucket(1, BURST, 0);
        assertThat(bucket.take(Long.MAX_VALUE, 0)).isZero();
        assertThat(bucket.take(1, 0)).isLessThanOrEqualTo(Duration.ofMinutes(10).toMillis());
    }

    @Test
    void whateverIsChargedOneIsWelcomeAgainAfterAFewSeconds() {
        Bucket bucket = new Bucket(10, BURST, 0);
        for (int i = 0; i < 10; i++) {
            bucket.charge(Long.MAX_VALUE, 0);
        }
        assertThat(bucket.take(0, 4 * SECOND)).isPositive();
        assertThat(bucket.take(0, 5 * SECOND + 1)).isZero();
        assertThat(taken(bucket, 100, 6 * SECOND)).isEqualTo(10);
        Bucket.OFF.charge(Long.MAX_VALUE, 0);
        assertThat(Bucket.OFF.take(1, 0)).isZero();
    }

    @Test
    void oneIsHeldByTheSmallestBucket() {
        Bucket bucket = new Bucket(1, Duration.ofMillis(100), 0);
        assertThat(taken(bucket, 5, 0)).isEqualTo(1);
        assertThat(bucket.isFull(SECOND - 1)).isFalse();
        assertThat(bucket.isFull(SECOND)).isTrue();
    }

    @Test
    void severalThreadsTakeNoMoreThanThereIs() throws InterruptedException {
        Bucket bucket = new Bucket(10_000, BURST, 0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                taken.addAndGet(taken(bucket, 8_000, 0));
            });
            threads[i].start();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasValue(10_000);
    }
}
