package io.akkord.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.settings.Allowance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong clock = new AtomicLong();

    private Meters meters(Allowance allowance, int most) {
        return new Meters(allowance, Duration.ofSeconds(1), most, clock::get);
    }

    private static Allowance requests(int perSecond) {
        return new Allowance(0, 0, perSecond, 0, 0, 0, 0);
    }

    @Test
    void nothingIsKeptWhereNothingIsLimited() {
        Meters meters = meters(Allowance.UNLIMITED, 1);
        for (int i = 0; i < 100; i++) {
            assertThat(meters.of("k" + i).request(0)).isZero();
            assertThat(meters.connect("k" + i)).isPresent();
        }
        assertThat(meters.size()).isZero();
    }

    @Test
    void eachKeyHasItsOwn() {
        Meters meters = meters(requests(1), 10);
        assertThat(meters.of("a").request(0)).isZero();
        assertThat(meters.of("a").request(0)).isPositive();
        assertThat(meters.of("b").request(0)).isZero();
    }

    @Test
    void connectionsAreCountedUntilTheyEnd() {
        Meters meters = meters(new Allowance(2, 0, 0, 0, 0, 0, 1), 10);
        Meter first = meters.connect("a").orElseThrow();
        assertThat(meters.connect("a")).isPresent();
        assertThat(first.hasRoom()).isFalse();
        assertThat(meters.connect("a")).isEmpty();
        first.disconnect();
        assertThat(meters.connect("a")).isPresent();
        Meter stream = meters.streaming("a");
        assertThat(stream.hasRoomForStream()).isFalse();
        stream.closeStream();
        assertThat(stream.hasRoomForStream()).isTrue();
        assertThat(meters.connected("a")).isSameAs(first);
    }

    @Test
    void oneWhoHasBeenQuietIsForgottenAndNothingElse() {
        Meters meters = meters(new Allowance(1, 0, 1, 0, 0, 0, 0), 3);
        Meter connected = meters.connect("connected").orElseThrow();
        meters.of("busy").request(0);
        meters.of("quiet");
        clock.set(SECOND / 2);
        meters.of("new").request(clock.get());
        assertThat(meters.size()).isEqualTo(3);
        assertThat(meters.of("busy").request(clock.get())).isZero();
        assertThat(meters.of("busy").request(SECOND)).isPositive();
        assertThat(meters.connect("connected")).isEmpty();
        connected.disconnect();
        assertThat(meters.connect("connected")).isPresent();
    }

    @Test
    void whereAllAreBusyNewcomersShareOne() {
        Meters meters = meters(requests(1), 100);
        List<Meter> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Meter meter = meters.of("k" + i);
            meter.request(0);
            all.add(meter);
        }
        assertThat(meters.size()).isEqualTo(100);
        assertThat(all.stream().distinct()).hasSize(101);
        clock.set(10 * SECOND);
        assertThat(meters.of("later")).isNotIn(all);
        assertThat(meters.size()).isEqualTo(1);
    }
}
