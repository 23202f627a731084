package io.souschef.recipe.regularize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegularizeTest {
    @Test
    void time_is_left_to_try_what_looks_better_with_another_seed_and_together_with_both() {
        assertThat(Regularize.following(1)).as("the control and the change").isEqualTo(2);
        assertThat(Regularize.following(3)).as("and all of them twice").isEqualTo(1 + 3 + 2);
    }
}
