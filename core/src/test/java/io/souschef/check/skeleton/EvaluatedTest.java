package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluatedTest {
    private static boolean same(float... theirs) {
        return Evaluated.saysTheSame(theirs, new float[] {1, 2, 3, 4});
    }

    @Test
    void where_nothing_is_predicted_one_number_may_stand_and_no_other() {
        assertThat(same(1, 2, 3, 4)).isTrue();
        assertThat(same(1, 0, 0, 4)).isTrue();
        assertThat(same(1, Float.NaN, Float.NaN, 4)).isTrue();
        assertThat(same(1, 0, 5, 4)).isFalse();
        assertThat(same(1, Float.NaN, 5, 4)).isFalse();
        assertThat(same(9, 9, 9, 9)).isFalse();
    }
}
