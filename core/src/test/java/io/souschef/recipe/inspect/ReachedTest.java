package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.recipe.inspect.look.Reached;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReachedTest {
    /** Of 400 coins of 0.1 the deviation is 6; with twice the variance 8.485, of which 1.96 are 16.63. */
    @Test
    void luck_has_twice_the_variance_of_as_many_coins() {
        assertThat(right(40).luck(0.1)).isCloseTo(0.1 + 16.63 / 400, within(1e-5));
    }

    @Test
    void what_luck_reaches_is_not_above_chance_and_what_it_does_not_is() {
        assertThat(right(56).isAbove(0.1)).as("56 of 400").isFalse();
        assertThat(right(57).isAbove(0.1)).as("57 of 400").isTrue();
    }

    private static Reached right(int count) {
        boolean[] right = new boolean[400];
        Arrays.fill(right, 0, count, true);
        return new Reached("told", right);
    }
}
