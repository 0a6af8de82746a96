package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.journal.AlarmTable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is woken when: everybody soon, nobody in a hot loop, and no crowd at once. */
class WakingsTest {
    private static final long PAUSE = 1_000;

    private final Wakings wakings = new Wakings(PAUSE);

    private static List<AlarmTable.Alarm> due(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new AlarmTable.Alarm(Runtime.tally("t" + i), 7))
                .toList();
    }

    @Test
    void one_that_was_woken_is_left_alone_and_then_woken_less_and_less_often() {
        assertThat(wakings.among(due(0, 1), 0)).hasSize(1);
        assertThat(wakings.among(due(0, 1), PAUSE - 1)).isEmpty();
        assertThat(wakings.among(due(0, 1), PAUSE)).hasSize(1);
        assertThat(wakings.among(due(0, 1), 3 * PAUSE - 1)).isEmpty();
        assertThat(wakings.among(due(0, 1), 3 * PAUSE)).hasSize(1);
        long now = 100 * PAUSE;
        for (int times = 0; times < 20; times++) {
            assertThat(wakings.among(due(0, 1), now)).hasSize(1);
            assertThat(wakings.among(due(0, 1), now + 4 * PAUSE - 1)).isEmpty();
            now += 4 * PAUSE;
        }
    }

    @Test
    void another_alarm_of_the_same_object_is_no_repetition() {
        wakings.among(due(0, 1), 0);
        assertThat(wakings.among(List.of(new AlarmTable.Alarm(Runtime.tally("t0"), 8)), 1))
                .hasSize(1);
    }

    @Test
    void one_that_settled_its_alarm_is_forgotten() {
        wakings.among(due(0, 1), 0);
        wakings.among(List.of(), 1);
        assertThat(wakings.size()).isZero();
        assertThat(wakings.among(due(0, 1), 2)).hasSize(1);
    }

    @Test
    void many_are_woken_a_bounded_number_at_a_time_as_soon_as_the_others_are_done() {
        assertThat(wakings.among(due(0, 1200), 0)).hasSize(500);
        assertThat(wakings.isBusy()).isTrue();
        assertThat(wakings.among(due(100, 1200), 1)).hasSize(100);
        assertThat(wakings.among(due(600, 1200), 2)).hasSize(500);
        assertThat(wakings.isBusy()).isTrue();
        assertThat(wakings.among(due(1100, 1200), 3)).hasSize(100);
        assertThat(wakings.isBusy()).isFalse();
    }

    @Test
    void those_that_never_settle_keep_nobody_waiting() {
        assertThat(wakings.among(due(0, 500), 0)).hasSize(500);
        assertThat(wakings.among(due(0, 500), PAUSE)).hasSize(500);
        List<AlarmTable.Alarm> more =
                Stream.concat(due(0, 500).stream(), due(1000, 1300).stream()).toList();
        assertThat(wakings.among(more, PAUSE + 1)).hasSize(300);
    }
}
