package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    private static final int SIZE = 5000, AUDITS = 300, LOOKS = 200;

    /** Rankings with an AUROC of 0.976 (kNN on Fashion-MNIST), of 0.995, and one that is worth nothing. */
    @ParameterizedTest
    @CsvSource({"0.05, 2.8", "0.10, 2.8", "0.20, 2.8", "0.10, 3.6", "0.10, 0"})
    void the_interval_covers_the_truth_in_93_of_100_audits_and_the_mean_of_all_is_the_truth(
            double noise, double apart) {
        boolean[] wrong = wrong(noise);
        int[] ranking = ranking(wrong, apart);
        double truth = share(wrong);
        int covered = 0;
        double mean = 0;
        for (int seed = 0; seed < AUDITS; seed++) {
            Interval interval = Audit.plan(ranking, noise, LOOKS, seed).share(place -> wrong[place]);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
            mean += interval.value() / AUDITS;
        }

        assertThat(covered).isGreaterThanOrEqualTo(93 * AUDITS / 100);
        assertThat(mean).isCloseTo(truth, within(0.004));
    }

    @Test
    void a_good_ranking_makes_the_interval_narrow() {
        boolean[] wrong = wrong(0.1);

        assertThat(width(wrong, 3.6)).isLessThan(2 * 0.025).isLessThan(0.7 * width(wrong, 0));
    }

    @Test
    void a_wrong_guess_of_the_noise_biases_nothing() {
        boolean[] wrong = wrong(0.1);
        int[] ranking = ranking(wrong, 2.8);

        assertThat(IntStream.range(0, AUDITS)
                        .mapToDouble(seed -> Audit.plan(ranking, 0.3, LOOKS, seed)
                                .share(place -> wrong[place])
                                .value())
                        .average()
                        .orElseThrow())
                .isCloseTo(share(wrong), within(0.005));
    }

    @Test
    void nobody_is_looked_at_twice_and_every_stratum_is_looked_into() {
        Audit audit = Audit.plan(IntStream.range(0, SIZE).toArray(), 0.1, LOOKS, 1);

        assertThat(audit.strata()).extracting(Audit.Stratum::size).containsExactly(375, 250, 4375);
        assertThat(audit.strata().stream().flatMapToInt(stratum -> Arrays.stream(stratum.places())))
                .hasSize(LOOKS)
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(audit.strata().get(0).places())).allMatch(place -> place < 375);
    }

    /** Sizes times √(p (1 − p)), with 0.7, 0.4 and 0.02 wrong: 172, 122 and 613 of 907. */
    @Test
    void looks_go_where_they_tell_most() {
        assertThat(Audit.plan(IntStream.range(0, SIZE).toArray(), 0.1, LOOKS, 1).strata())
                .extracting(stratum -> stratum.places().length)
                .containsExactly(38, 27, 135);
        assertThat(Audit.plan(IntStream.range(0, SIZE).toArray(), 0, 60, 1).strata())
                .as("few suspects: still some of each")
                .extracting(stratum -> stratum.places().length)
                .containsExactly(8, 8, 44);
    }

    @Test
    void where_nothing_is_wrong_the_share_is_0_and_the_interval_says_how_sure_that_is() {
        Interval interval =
                Audit.plan(IntStream.range(0, SIZE).toArray(), 0.1, LOOKS, 1).share(place -> false);

        assertThat(interval.value()).isZero();
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isBetween(0.01, 0.03);
    }

    @Test
    void too_few_looks_are_refused() {
        assertThatThrownBy(() -> Audit.plan(new int[100], 0.1, 29, 1))
                .hasMessage("an audit of 29 looks at 100 labels, expected 30 or more");
    }

    private static double width(boolean[] wrong, double apart) {
        Interval interval = Audit.plan(ranking(wrong, apart), 0.1, LOOKS, 1).share(place -> wrong[place]);
        return interval.high() - interval.low();
    }

    private static double share(boolean[] wrong) {
        return IntStream.range(0, SIZE).filter(i -> wrong[i]).count() / (double) SIZE;
    }

    private static boolean[] wrong(double noise) {
        RandomStream random = RandomStream.of(3, "wrong");
        boolean[] wrong = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            wrong[i] = random.uniform(i) < noise;
        }
        return wrong;
    }

    /** By a score that is normal, and lower by {@code apart} where the label is wrong. */
    private static int[] ranking(boolean[] wrong, double apart) {
        RandomStream random = RandomStream.of(4, "score");
        double[] score = IntStream.range(0, SIZE)
                .mapToDouble(i -> random.gaussian(i) - (wrong[i] ? apart : 0))
                .toArray();
        return IntStream.range(0, SIZE)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> score[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
