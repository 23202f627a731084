package io.souschef.data.outlier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Images;
import io.souschef.data.learner.Features;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureDistancesTest {
    /** Numbers that are given. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Given(float[][] rows) implements Features {
        @Override
        public int width() {
            return rows[0].length;
        }

        @Override
        public Tensor of(int... ids) {
            float[] all = new float[ids.length * width()];
            for (int i = 0; i < ids.length; i++) {
                System.arraycopy(rows[ids[i]], 0, all, i * width(), width());
            }
            return Tensor.of(all, ids.length, width());
        }
    }

    @Test
    void distances_are_those_of_a_loop_over_all_pairs() {
        Random random = new Random(1);
        float[][] rows = new float[60][3];
        for (float[] row : rows) {
            row[0] = (float) random.nextGaussian();
            row[1] = (float) (10 * random.nextGaussian());
            row[2] = (float) (1 + random.nextGaussian());
        }
        int[] ids = IntStream.range(0, 60).toArray();
        int[] reference = IntStream.range(0, 40).toArray();

        double[] means = NearestDistances.mean(new Given(rows), ids, reference, 5, Progress.SILENT);

        for (int i : new int[] {0, 17, 45, 59}) {
            assertThat(means[i]).isCloseTo(byHand(rows, i, reference, 5), within(0.02));
        }
    }

    private static double byHand(float[][] rows, int asked, int[] reference, int k) {
        return Arrays.stream(reference)
                .filter(r -> r != asked)
                .mapToDouble(r -> {
                    double sum = 0;
                    for (int c = 0; c < 3; c++) {
                        sum += Math.pow(rows[asked][c] - rows[r][c], 2);
                    }
                    return Math.sqrt(sum);
                })
                .sorted()
                .limit(k)
                .average()
                .orElseThrow();
    }

    @Test
    void pictures_from_elsewhere_are_the_furthest() {
        Images digits = (Images) Pantry.open("digits", Options.standard()).inputs();
        byte[][] pixels = digits.pixels().clone();
        Random random = new Random(2);
        int[] planted = {100, 700, 1500};
        for (int id : planted) {
            pixels[id] = new byte[64];
            random.nextBytes(pixels[id]);
        }
        Images mixed = digits.withPixels(pixels);
        int[] train = IntStream.range(0, 1400).toArray();

        FeatureDistances distances = FeatureDistances.of(mixed, train, 5, 1337, Progress.SILENT);
        FeatureDistances again = FeatureDistances.of(mixed, train, 5, 1337, Progress.SILENT);

        assertThat(IntStream.range(0, mixed.size())
                        .boxed()
                        .sorted((a, b) ->
                                Double.compare(distances.values()[b], distances.values()[a]))
                        .limit(3))
                .containsExactlyInAnyOrder(100, 700, 1500);
        assertThat(again.values()).containsExactly(distances.values());
    }

    @Test
    void two_images_are_enough() {
        Images one = ((Images) Pantry.open("digits", Options.standard()).inputs()).only(0, 1);

        assertThat(Arrays.stream(FeatureDistances.of(one, new int[] {0, 1}, 1, 1337, Progress.SILENT)
                        .values()))
                .allMatch(Double::isFinite);
    }
}
