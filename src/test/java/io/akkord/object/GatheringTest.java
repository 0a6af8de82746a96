package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where several clients are at work a submission waits a moment for the others, and nowhere else. */
class GatheringTest {
    private static final long PATIENCE = 1_000;

    private final Gathering gathering = new Gathering(PATIENCE, 0);

    @BeforeEach
    void a_request_comes_at_time_zero() {
        gathering.offered(0);
    }

    @Test
    void the_first_request_goes_at_once() {
        assertThat(gathering.left(1, 0)).isNotPositive();
    }

    @Test
    void one_writer_never_waits() {
        gathering.released(List.of("a"), 0);
        gathering.released(List.of("a"), 10);
        assertThat(gathering.left(1, 11)).isNotPositive();
    }

    @Test
    void all_who_were_at_work_just_now_are_waited_for() {
        gathering.released(List.of("a", "b"), 0);
        gathering.released(List.of("c", "b"), 100);
        assertThat(gathering.left(2, 600)).isEqualTo(PATIENCE - 600);
        assertThat(gathering.left(3, 600)).isNotPositive();
    }

    @Test
    void nobody_waits_longer_than_the_patience() {
        gathering.released(List.of("a", "b"), 0);
        assertThat(gathering.left(1, PATIENCE)).isNotPositive();
    }

    @Test
    void the_wait_is_counted_from_the_first_request_of_a_group() {
        gathering.cut();
        gathering.released(List.of("a", "b", "c"), 0);
        gathering.offered(300);
        gathering.offered(500);
        assertThat(gathering.left(2, 600)).isEqualTo(PATIENCE - 300);
    }

    @Test
    void who_has_stopped_is_not_waited_for() {
        gathering.released(List.of("a", "b"), 0);
        gathering.cut();
        gathering.released(List.of("a"), 30 * PATIENCE);
        gathering.offered(30 * PATIENCE);
        assertThat(gathering.left(1, 30 * PATIENCE)).isNotPositive();
    }

    @Test
    void a_kind_that_is_written_in_batches_waits_whoever_is_at_work() {
        Gathering batched = new Gathering(PATIENCE, 50 * PATIENCE);
        batched.offered(0);
        assertThat(batched.left(1, PATIENCE)).isEqualTo(49 * PATIENCE);
        assertThat(batched.left(100, 50 * PATIENCE)).isNotPositive();
        batched.hurry();
        assertThat(batched.left(1, 1)).isNotPositive();
        batched.cut();
        batched.offered(60 * PATIENCE);
        assertThat(batched.left(1, 70 * PATIENCE)).isEqualTo(40 * PATIENCE);
    }

    @Test
    void one_who_cannot_wait_takes_the_others_along_until_the_next_group() {
        gathering.released(List.of("a", "b"), 0);
        gathering.hurry();
        assertThat(gathering.left(1, 1)).isNotPositive();
        gathering.cut();
        gathering.offered(1);
        assertThat(gathering.left(1, 2)).isPositive();
    }
}
