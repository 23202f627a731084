package io.souschef.recipe.overfit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverfitTest {
    @Test
    void a_net_that_had_few_steps_or_few_rows_and_did_not_fit_says_nothing_about_capacity() {
        assertThat(Overfit.saysNothing(89, 1, 0.59)).as("few steps").isTrue();
        assertThat(Overfit.saysNothing(600, 0.16, 0.3)).as("few rows").isTrue();
    }

    @Test
    void a_net_that_fitted_or_had_its_time_does() {
        assertThat(Overfit.saysNothing(89, 1, 0.04)).as("fitted soon").isFalse();
        assertThat(Overfit.saysNothing(600, 1, 0.6)).as("could not fit").isFalse();
    }
}
