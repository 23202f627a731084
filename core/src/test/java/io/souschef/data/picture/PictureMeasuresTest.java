package io.souschef.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.axis.RobustZ;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureMeasuresTest {
    private static final int SIDE = 40;

    @Test
    void bars_above_and_below_are_found_and_measured() {
        byte[] picture = noise();
        Arrays.fill(picture, 0, 6 * SIDE, (byte) 3);
        Arrays.fill(picture, (SIDE - 6) * SIDE, SIDE * SIDE, (byte) 3);

        assertThat(Letterbox.of(picture, SIDE, SIDE)).isCloseTo(0.3, within(1e-9));
        assertThat(Letterbox.of(transposed(picture), SIDE, SIDE)).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void a_frame_all_around_is_found() {
        byte[] picture = noise();
        for (int i = 0; i < picture.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            if (Math.min(Math.min(x, y), Math.min(SIDE - 1 - x, SIDE - 1 - y)) < 4) {
                picture[i] = (byte) 255;
            }
        }

        assertThat(Letterbox.of(picture, SIDE, SIDE)).isCloseTo(1 - 0.8 * 0.8, within(1e-9));
    }

    @Test
    void what_stands_small_on_a_background_is_no_letterbox() {
        byte[] disc = new byte[SIDE * SIDE];
        for (int i = 0; i < disc.length; i++) {
            double far = Math.hypot(i % SIDE - 20, Math.floorDiv(i, SIDE) - 20.0);
            disc[i] = (byte) (far < 12 ? 200 : 0);
        }

        assertThat(Letterbox.of(disc, SIDE, SIDE)).isZero();
        assertThat(Letterbox.of(noise(), SIDE, SIDE)).isZero();
        assertThat(Letterbox.of(new byte[SIDE * SIDE], SIDE, SIDE)).isZero();
        assertThat(Letterbox.of(new byte[] {1, 2}, 1, 2)).isZero();
    }

    @Test
    void one_bar_alone_is_a_floor_or_a_sky() {
        byte[] picture = noise();
        Arrays.fill(picture, 0, 10 * SIDE, (byte) 200);

        assertThat(Letterbox.of(picture, SIDE, SIDE)).isZero();
    }

    @Test
    void blurring_lowers_sharpness_and_brightness_does_not() {
        byte[] sharp = noise();
        byte[] blurred = sharp;
        for (int times = 0; times < 3; times++) {
            blurred = blurred(blurred);
        }
        byte[] darker = new byte[sharp.length];
        for (int i = 0; i < sharp.length; i++) {
            darker[i] = (byte) ((sharp[i] & 0xff) / 2);
        }

        double of = Sharpness.of(sharp, SIDE, SIDE);
        // a Laplacian over 4 of independent pixels: √(1 + 4/16)
        assertThat(of).isCloseTo(Math.sqrt(1.25), within(0.05));
        assertThat(Sharpness.of(darker, SIDE, SIDE)).isCloseTo(of, within(0.02));
        assertThat(Sharpness.of(blurred, SIDE, SIDE)).isLessThan(0.3 * of);
        assertThat(Sharpness.of(new byte[SIDE * SIDE], SIDE, SIDE)).isNaN();
    }

    /** Stripes of full contrast: the greatest Laplacian there is, over more pixels than an int could hold the squares of. */
    @Test
    void sharpness_is_that_of_its_formula_however_wide_the_picture() {
        int width = 7_001;
        byte[] stripes = new byte[5 * width];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) ((i % width + i / width) % 2 == 0 ? 255 : 0);
        }

        assertThat(Sharpness.of(stripes, 5, width)).isCloseTo(2, within(1e-6));
    }

    @Test
    void deviations_are_those_of_a_normal_distribution_and_outliers_do_not_move_them() {
        Random random = new Random(3);
        double[] values = random.doubles(20_000).map(u -> random.nextGaussian()).toArray();
        Arrays.fill(values, 0, 100, 1e6);

        RobustZ z = RobustZ.of(values);

        assertThat(z.of(3)).isCloseTo(3, within(0.15));
        assertThat(z.of(-3)).isCloseTo(-3, within(0.15));
        assertThat(z.of(Double.NaN)).isZero();
        assertThat(RobustZ.of(new double[] {4, 4, 4}).of(5)).isZero();
    }

    private static byte[] noise() {
        byte[] noise = new byte[SIDE * SIDE];
        new Random(1).nextBytes(noise);
        return noise;
    }

    private static byte[] transposed(byte[] picture) {
        byte[] result = new byte[picture.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = picture[i % SIDE * SIDE + i / SIDE];
        }
        return result;
    }

    private static byte[] blurred(byte[] picture) {
        byte[] result = new byte[picture.length];
        for (int i = 0; i < result.length; i++) {
            int sum = 0;
            for (int n = 0; n < 9; n++) {
                int x = Math.floorMod(i % SIDE + n % 3 - 1, SIDE);
                int y = Math.floorMod(i / SIDE + n / 3 - 1, SIDE);
                sum += picture[y * SIDE + x] & 0xff;
            }
            result[i] = (byte) (sum / 9);
        }
        return result;
    }
}
