package io.akkord.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final List<String> allowed = new ArrayList<>();

    @Test
    void so_many_have_a_place_at_once_and_the_others_wait_their_turn() {
        Places<String> places = new Places<>(1, allowed::add);
        assertThat(places.enter("one", "")).isTrue();
        assertThat(places.enter("one", "")).isTrue();
        assertThat(places.enter("two", "")).isFalse();
        assertThat(places.enter("three", "")).isFalse();
        places.leave("two");
        places.leave("one");
        assertThat(allowed).containsExactly("three");
        assertThat(places.enter("two", "")).isFalse();
        assertThat(places.enter("three", "")).isTrue();
    }

    @Test
    void no_group_has_more_than_half_of_the_places() {
        Places<String> places = new Places<>(2, allowed::add);
        assertThat(places.enter("one", "Ann")).isTrue();
        assertThat(places.enter("two", "Ann")).isFalse();
        assertThat(places.enter("three", "Bob")).isTrue();
        assertThat(places.enter("four", "Cid")).isFalse();
        places.leave("three");
        assertThat(allowed).containsExactly("four");
        places.leave("one");
        assertThat(allowed).containsExactly("four", "two");
    }

    @Test
    void who_leaves_twice_makes_room_once() {
        Places<String> places = new Places<>(1, allowed::add);
        assertThat(places.enter("one", "")).isTrue();
        assertThat(places.enter("two", "")).isFalse();
        assertThat(places.enter("three", "")).isFalse();
        places.leave("one");
        places.leave("one");
        assertThat(allowed).containsExactly("two");
    }
}
