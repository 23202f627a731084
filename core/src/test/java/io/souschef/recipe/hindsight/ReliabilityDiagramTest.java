package io.souschef.recipe.hindsight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.experiment.Evidence;
import io.souschef.recipe.hindsight.ReliabilityDiagram.Bin;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {
    @Test
    void every_example_is_in_one_bin_and_bins_rise() {
        double[] confidences = confidences(1, 700);

        List<Bin> bins = ReliabilityDiagram.bins(confidences, drawn(1, confidences));

        assertThat(bins).extracting(Bin::mean).isSorted();
        assertThat(bins).extracting(Bin::size).allMatch(size -> size >= 8);
        assertThat(bins.stream().mapToInt(Bin::size).sum()).isEqualTo(700);
        assertThat(bins.stream().mapToDouble(bin -> bin.size() * bin.mean()).sum())
                .isCloseTo(Arrays.stream(confidences).sum(), within(1e-9));
    }

    /** Of 2,000 examples nine tenths above 0.9: bins of equal width would be two. */
    @Test
    void a_sure_model_is_shown_in_more_than_one_corner() {
        double[] confidences = confidences(2, 2000);

        List<Bin> bins = ReliabilityDiagram.bins(confidences, drawn(2, confidences));

        assertThat(bins).hasSizeBetween(10, 12);
        assertThat(bins.stream().filter(bin -> bin.mean() < 0.9)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void the_band_is_that_of_a_binomial_count() {
        double[] half = new double[20];
        Arrays.fill(half, 0.5);
        boolean[] right = new boolean[20];

        List<Bin> bins = ReliabilityDiagram.bins(half, right);

        // two bins of 8 and 12: P(X ≤ 0) = 1/256 and P(X ≤ 1) = 9/256 of 8; P(X ≤ 2) = 79/4096 and P(X ≤ 3) = 299/4096
        // of 12
        assertThat(bins).extracting(Bin::size).containsExactly(8, 12);
        assertThat(bins.get(0).low()).isCloseTo(1 / 8.0, within(1e-12));
        assertThat(bins.get(0).high()).isCloseTo(7 / 8.0, within(1e-12));
        assertThat(bins.get(1).low()).isCloseTo(3 / 12.0, within(1e-12));
        assertThat(bins.get(1).high()).isCloseTo(9 / 12.0, within(1e-12));
        assertThat(bins).allMatch(Bin::beyondChance);
    }

    /** 40 models that are right as often as they say: of 100 bins 95 or more lie within the band. */
    @Test
    void of_a_calibrated_model_few_bins_are_outside() {
        int all = 0;
        int outside = 0;
        for (int seed = 0; seed < 40; seed++) {
            double[] confidences = confidences(seed, 1000);
            List<Bin> bins = ReliabilityDiagram.bins(confidences, drawn(seed, confidences));
            all += bins.size();
            outside +=
                    Collections.frequency(bins.stream().map(Bin::beyondChance).toList(), true);
        }

        assertThat((double) outside / all).isBetween(0.005, 0.05);
    }

    @Test
    void of_one_that_is_too_sure_most_are_below() {
        for (int seed = 0; seed < 5; seed++) {
            double[] confidences = confidences(seed, 1000);
            double[] truly = Arrays.stream(confidences).map(p -> 0.3 + 0.5 * p).toArray();

            List<Bin> bins = ReliabilityDiagram.bins(confidences, drawn(seed, truly));

            assertThat(bins.stream().filter(bin -> bin.share() < bin.low()))
                    .as("seed %d", seed)
                    .hasSizeGreaterThan(bins.size() / 2);
        }
    }

    @Test
    void the_sentence_counts_what_is_outside() {
        double[] confidences = confidences(3, 1000);
        boolean[] never = new boolean[1000];

        Evidence.Curves drawn = (Evidence.Curves) ReliabilityDiagram.draw(confidences, never);

        int bins = ReliabilityDiagram.bins(confidences, never).size();
        assertThat(drawn.sentence()).contains("outside it: %d of %d.".formatted(bins, bins));
        assertThat(drawn.lines()).extracting(Evidence.Line::name).containsExactly("calibrated", "measured");
        assertThat(drawn.lines().get(0).band()).isPresent();
    }

    /** One in ten spread over 0.4 … 0.9, all others above. */
    private static double[] confidences(int seed, int size) {
        RandomStream random = RandomStream.of(seed, "confidences");
        return IntStream.range(0, size)
                .mapToDouble(i -> i % 10 == 0 ? 0.4 + 0.5 * random.uniform(i) : 0.9 + 0.0999 * random.uniform(i))
                .toArray();
    }

    private static boolean[] drawn(int seed, double[] probabilities) {
        RandomStream random = RandomStream.of(seed, "right");
        boolean[] right = new boolean[probabilities.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = random.uniform(i) < probabilities[i];
        }
        return right;
    }
}
