package io.souschef.data.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void areas_are_averaged() {
        float[][] half = Window.averages(4, 2, 0, 1);

        assertThat(half[0]).containsExactly(0.5f, 0.5f, 0, 0);
        assertThat(half[1]).containsExactly(0, 0, 0.5f, 0.5f);
    }

    @Test
    void a_pixel_that_is_cut_counts_by_what_is_inside() {
        float[] middle = Window.averages(4, 1, 0.125, 0.75)[0];

        assertThat(middle).containsExactly(new float[] {0.5f / 3, 1f / 3, 1f / 3, 0.5f / 3}, within(1e-6f));
    }

    @Test
    void a_line_of_fewer_pixels_is_stretched() {
        assertThat(Window.averages(2, 4, 0, 1)[1]).containsExactly(1, 0);
    }

    @Test
    void cosines_are_those_of_the_line() {
        float[] line = new float[32];
        double[] expected = new double[8];
        for (int i = 0; i < 32; i++) {
            line[i] = (float) Math.sin(i * 0.7) * i;
        }
        for (int k = 0; k < 8; k++) {
            for (int i = 0; i < 32; i++) {
                expected[k] += line[i] * Math.cos(Math.PI / 32 * (i + 0.5) * k);
            }
        }

        float[] measured = Window.across(line, 1, 32, Window.cosines(32, 8, 0, 1));

        for (int k = 0; k < 8; k++) {
            assertThat(measured[k]).isCloseTo((float) expected[k], within(1e-3f));
        }
        assertThat(Window.down(line, 32, 1, Window.cosines(32, 8, 0, 1))).containsExactly(measured, within(1e-3f));
    }
}
