package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Images;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {
    private static final Images IMAGES = Images.unscaled(1, 28, 28, new byte[1][28 * 28], List.of("0"));

    /** A third of fifteen minutes, and of that what opinions may take. */
    private static final double SECONDS = 105;

    @Test
    void where_there_is_time_it_is_fitted_on_all() {
        Effort effort = Effort.of(IMAGES, 55_000, SECONDS);

        assertThat(effort.plan().filters()).isEqualTo(128);
        assertThat(effort.fitted()).isEqualTo(55_000);
        assertThat(effort.judged()).isEqualTo(55_000);
    }

    @Test
    void of_a_million_all_are_judged_by_what_is_fitted_on_a_part() {
        Effort effort = Effort.of(IMAGES, 850_000, SECONDS);

        assertThat(effort.plan().filters()).isEqualTo(64);
        assertThat(effort.fitted()).isBetween(10_000, 30_000);
        assertThat(effort.judged()).isEqualTo(850_000);
    }

    @Test
    void where_time_is_short_for_so_many_fewer_are_judged() {
        Effort effort = Effort.of(IMAGES, 850_000, 20);

        assertThat(effort.plan().filters()).isEqualTo(32);
        assertThat(effort.fitted()).isEqualTo(10_000);
        assertThat(effort.judged()).isBetween(200_000, 400_000);
        assertThat(Effort.of(IMAGES, 850_000, 0).judged()).isEqualTo(20_000);
    }

    @Test
    void a_small_set_is_judged_whole_whatever_the_time() {
        Effort effort = Effort.of(IMAGES, 300, 0);

        assertThat(effort.fitted()).isEqualTo(300);
        assertThat(effort.judged()).isEqualTo(300);
    }
}
