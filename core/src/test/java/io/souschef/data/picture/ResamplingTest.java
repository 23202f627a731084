package io.souschef.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    /** Made by resampling.py. Pillow rounds to whole numbers between its two passes, so one grey level of difference is its own. */
    @Test
    void agrees_with_pillow() throws Exception {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("resampling.txt"))) {
            String[] cases = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\n\n", -1);
            assertThat(cases).hasSize(6);
            for (String one : cases) {
                String[] lines = one.split("\n", -1);
                int[] sizes = ints(lines[0]);
                byte[] plane = new byte[sizes[0] * sizes[1]];
                int[] input = ints(lines[1]);
                for (int i = 0; i < plane.length; i++) {
                    plane[i] = (byte) input[i];
                }

                byte[] resized = Resampling.of(plane, sizes[0], sizes[1], sizes[2], sizes[3]);

                int[] expected = ints(lines[2]);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(resized[i] & 0xff).as(lines[0]).isBetween(expected[i] - 1, expected[i] + 1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void a_row_comes_out_the_same_among_others_as_alone(int height) {
        byte[] plane = new byte[height * 31];
        new Random(height).nextBytes(plane);

        byte[] together = Resampling.of(plane, height, 31, height, 12);

        for (int y = 0; y < height; y++) {
            byte[] row = Arrays.copyOfRange(plane, y * 31, (y + 1) * 31);
            assertThat(Arrays.copyOfRange(together, y * 12, (y + 1) * 12))
                    .as("row " + y)
                    .isEqualTo(Resampling.of(row, 1, 31, 1, 12));
        }
    }

    @Test
    void a_fitted_picture_is_whole_undistorted_and_in_the_middle_of_its_own_edge() {
        byte[] pixels = {(byte) 200, (byte) 200, 100, 100, (byte) 200, (byte) 200, 100, 100};
        Picture picture = new Picture(1, 2, 4, pixels, false);

        Picture fitted = picture.fitted(4, 4);

        byte edge = (byte) 150;
        assertThat(Arrays.copyOfRange(fitted.pixels(), 0, 4)).containsOnly(edge);
        assertThat(Arrays.copyOfRange(fitted.pixels(), 4, 12)).isEqualTo(pixels);
        assertThat(Arrays.copyOfRange(fitted.pixels(), 12, 16)).containsOnly(edge);
    }

    private static int[] ints(String line) {
        return Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
