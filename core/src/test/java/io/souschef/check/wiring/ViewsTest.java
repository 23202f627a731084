package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    @Test
    void merging_neighbours_and_splitting_one_dimension_are_straight() {
        assertThat(Views.straight(List.of(7L, 5L, 24L), List.of(35L, 24L))).isTrue();
        assertThat(Views.straight(List.of(7L, 5L, 24L), List.of(7L, 120L))).isTrue();
        assertThat(Views.straight(List.of(7L, 5L, 24L), List.of(7L, 5L, 3L, 8L)))
                .isTrue();
        assertThat(Views.straight(List.of(35L, 24L), List.of(7L, 5L, 24L))).isTrue();
        assertThat(Views.straight(List.of(7L, 1L, 24L), List.of(7L, 24L, 1L))).isTrue();
    }

    @Test
    void a_view_where_a_transpose_was_meant_cuts_across() {
        assertThat(Views.straight(List.of(7L, 5L, 24L), List.of(5L, 7L, 24L))).isFalse();
        assertThat(Views.straight(List.of(7L, 5L, 24L), List.of(7L, 3L, 5L, 8L)))
                .isFalse();
        assertThat(Views.straight(List.of(7L, 3L, 10L, 10L), List.of(7L, 100L, 3L)))
                .isFalse();
    }

    @Test
    void sizes_that_only_seem_to_change_places_are_told_from_a_swap() {
        assertThat(new Views.View(List.of(7L, 16L, 4L, 4L), List.of(7L, 4L, 4L, 16L)).innocent())
                .isTrue();
        assertThat(new Views.View(List.of(7L, 16L, 4L), List.of(7L, 4L, 16L)).innocent())
                .isFalse();
        assertThat(new Views.View(List.of(7L, 3L, 10L, 10L), List.of(7L, 10L, 10L, 3L)).innocent())
                .isFalse();
    }
}
