package io.akkord.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void whatWasOnItsWayIsForgiven() {
        Patience patience = new Patience(100);
        for (int i = 0; i < 100; i++) {
            patience.came(0);
            assertThat(patience.refused(0, 500)).isFalse();
        }
        patience.came(0);
        assertThat(patience.refused(0, 500)).isTrue();
    }

    @Test
    void oneWhoWaitsAsLongAsHeIsToldBeginsAnew() {
        Patience patience = new Patience(1);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 10; i++) {
                patience.came(round * SECOND);
                assertThat(patience.refused(round * SECOND, 1_000)).isFalse();
            }
        }
        patience.came(4 * SECOND + SECOND / 2);
        assertThat(patience.refused(4 * SECOND + SECOND / 2, 1_000)).isTrue();
    }
}
