package io.akkord.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A busy object waits a moment for those who are about to submit again, and nobody else waits for anybody. */
class GatheringTest {
    private static final long PATIENCE = 2_000;

    private final Gathering gathering = new Gathering(PATIENCE);

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
    void those_of_the_last_two_groups_are_waited_for() {
        gathering.released(List.of("a", "b"), 0);
        gathering.released(List.of("c", "b"), 100);
        assertThat(gathering.left(2, 600)).isEqualTo(PATIENCE - 500);
        assertThat(gathering.left(3, 600)).isNotPositive();
    }

    @Test
    void who_was_in_neither_of_the_last_two_groups_is_not_waited_for() {
        gathering.released(List.of("a", "b", "c"), 0);
        gathering.released(List.of("a"), 100);
        gathering.released(List.of("a"), 200);
        assertThat(gathering.left(1, 201)).isNotPositive();
    }

    @Test
    void a_request_that_comes_later_goes_at_once() {
        gathering.released(List.of("a", "b"), 0);
        assertThat(gathering.left(1, PATIENCE)).isNotPositive();
    }

    @Test
    void one_who_cannot_wait_takes_the_others_along_until_the_next_group() {
        gathering.released(List.of("a", "b"), 0);
        gathering.hurry();
        assertThat(gathering.left(1, 1)).isNotPositive();
        gathering.cut();
        assertThat(gathering.left(1, 1)).isPositive();
    }
}
