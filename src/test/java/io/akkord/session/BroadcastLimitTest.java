package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BroadcastLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void soManyMessagesMayComeAtOnceAndThenEvenly() {
        BroadcastLimit limit = new BroadcastLimit(100, 1 << 20, 0);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.allows(10, 0)).isTrue();
        }
        assertThat(limit.allows(10, 0)).isFalse();
        assertThat(limit.retryAfterMillis(10)).isEqualTo(10);
        assertThat(limit.allows(10, SECOND / 100)).isTrue();
        assertThat(limit.allows(10, SECOND / 100)).isFalse();
    }

    @Test
    void bytesAreBoundedAsWell() {
        BroadcastLimit limit = new BroadcastLimit(100, 1 << 20, 0);
        int half = 1 << 19;
        assertThat(limit.allows(half, 0)).isTrue();
        assertThat(limit.allows(half, 0)).isTrue();
        assertThat(limit.allows(half, 0)).isFalse();
        assertThat(limit.retryAfterMillis(half)).isEqualTo(500);
        assertThat(limit.allows(half, SECOND / 2)).isTrue();
    }
}
