package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void withoutALimitEverythingIsAllowed() {
        RateLimit none = new RateLimit(0, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(none.allows(0)).isTrue();
        }
    }

    @Test
    void aSecondsMessagesMayComeAtOnceAndThenEvenly() {
        RateLimit limit = new RateLimit(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(limit.allows(0)).isTrue();
        }
        assertThat(limit.allows(0)).isFalse();
        assertThat(limit.allows(SECOND / 10)).isTrue();
        assertThat(limit.allows(SECOND / 10)).isFalse();
        assertThat(limit.ignored()).isFalse();
        assertThat(limit.retryAfterMillis()).isEqualTo(550);
    }

    @Test
    void oneWhoGoesOnAgainstRefusalsIgnoresThemAndOneWhoPausesDoesNot() {
        RateLimit limit = new RateLimit(10, 0);
        for (int i = 0; i < 20; i++) {
            limit.allows(0);
        }
        assertThat(limit.ignored()).isFalse();
        assertThat(limit.allows(SECOND)).isTrue();
        for (int i = 0; i < 19; i++) {
            limit.allows(SECOND);
        }
        assertThat(limit.ignored()).isFalse();
        limit.allows(SECOND);
        assertThat(limit.ignored()).isTrue();
    }
}
