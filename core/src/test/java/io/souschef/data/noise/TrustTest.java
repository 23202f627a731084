package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrustTest {
    private static final float[] ZERO = {0.9f, 0.1f}, ONE = {0.1f, 0.9f}, EITHER = {0.5f, 0.5f};

    @Test
    void what_is_contradicted_is_not_trusted() {
        assertThat(Trust.of(new int[] {0, 0, 0, 1, 1, 1}, new float[][] {ZERO, EITHER, ONE, ONE, ZERO, ONE}))
                .containsExactly(true, true, false, true, false, true);
    }

    @Test
    void a_class_that_the_learner_cannot_tell_stays_whole() {
        assertThat(Trust.of(new int[] {0, 0, 0, 1, 1, 1}, new float[][] {ZERO, ZERO, ONE, ZERO, ZERO, ONE}))
                .containsExactly(true, true, false, true, true, true);
    }
}
