package io.souschef.statistics.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.statistics.Interval;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the worked examples of the papers, and against krippendorff and statsmodels: agreement_numbers.py made the digits. */
class AgreementTest {
    private static final int NO = -1;

    /** Krippendorff 2011, example C: four observers, twelve units; labels one less than there. */
    private static final Ratings KRIPPENDORFF = Ratings.of(
            new int[] {0, 1, 2, 2, 1, 0, 3, 0, 1, NO, NO, NO},
            new int[] {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, NO, 2},
            new int[] {NO, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, NO},
            new int[] {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, NO});

    /** Fleiss 1971, as it is worked out in many places: ten subjects, fourteen raters, counts of five categories. */
    private static final int[][] FLEISS = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };

    @ParameterizedTest
    @CsvSource({"NOMINAL, 0.743", "ORDINAL, 0.815", "INTERVAL, 0.849"})
    void alpha_is_that_of_krippendorffs_example(Level level, double expected) {
        Kinds kinds = KRIPPENDORFF.kinds();

        double alpha =
                Agreement.alpha(kinds, level, new double[] {1, 2, 3, 4, 5}).applyAsDouble(kinds.counts());

        assertThat(alpha).isCloseTo(expected, within(0.0005));
    }

    @Test
    void kappa_is_that_of_fleiss_example() {
        Kinds kinds = fleiss().kinds();

        assertThat(Agreement.fleissKappa(kinds).applyAsDouble(kinds.counts())).isCloseTo(0.210, within(0.0005));
        assertThat(Agreement.percent(kinds).applyAsDouble(kinds.counts())).isCloseTo(0.378, within(0.0005));
    }

    /** 20 times yes and yes, 5 yes and no, 10 no and yes, 15 no and no: (0.7 − 0.5) / (1 − 0.5). */
    @Test
    void kappa_is_that_of_cohen() {
        int[] first = IntStream.range(0, 50).map(i -> i < 25 ? 0 : 1).toArray();
        int[] second = IntStream.range(0, 50)
                .map(i -> i < 20 ? 0 : i < 25 ? 1 : i < 35 ? 0 : 1)
                .toArray();

        Interval kappa = CohenKappa.of(Ratings.of(first, second), 0, 1).orElseThrow();

        assertThat(kappa.value()).isCloseTo(0.4, within(1e-12));
        assertThat(kappa.low()).isBetween(0.05, 0.25);
        assertThat(kappa.high()).isBetween(0.55, 0.75);
    }

    @Test
    void people_who_always_agree_have_one_and_people_who_guess_have_none() {
        int[] same = IntStream.range(0, 400).map(i -> i % 3).toArray();
        int[] guess = IntStream.range(0, 400)
                .map(i -> RandomStream.of(1, "guess").below(i, 3))
                .toArray();

        assertThat(alpha(Ratings.of(same, same)).value()).isEqualTo(1);
        assertThat(alpha(Ratings.of(same, guess)).value()).isBetween(-0.1, 0.1);
    }

    @Test
    void where_only_one_label_was_given_nothing_is_defined() {
        Ratings ratings = Ratings.of(new int[] {0, 0}, new int[] {0, 0});
        Kinds kinds = ratings.kinds();

        assertThat(Agreement.alpha(kinds, Level.NOMINAL, new double[1]).applyAsDouble(kinds.counts()))
                .isNaN();
        assertThat(Agreement.fleissKappa(kinds).applyAsDouble(kinds.counts())).isNaN();
        assertThat(CohenKappa.of(ratings, 0, 1)).isEmpty();
    }

    /** 100 made tables of 200 examples, three people, labels wrong in 15 of 100; the truth from a table of 200,000. */
    @Test
    void the_interval_of_alpha_covers_the_truth() {
        double truth = alpha(made(0, 200_000, 0.15)).value();
        int covered = 0;
        for (int seed = 1; seed <= 100; seed++) {
            Interval interval = alpha(made(seed, 200, 0.15));
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }

        assertThat(covered).isGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 4", "0.15, 4", "0.3, 2", "0.2, 10"})
    void errors_are_told_from_how_often_people_agree(double error, int classes) {
        Ratings ratings = made(7, 50_000, error, classes);
        Kinds kinds = ratings.kinds();
        double agreement = Agreement.percent(kinds).applyAsDouble(kinds.counts());

        assertThat(Agreement.impliedError(agreement, classes)).isCloseTo(error, within(0.005));
    }

    @Test
    void who_guesses_is_found_and_outvoted() {
        int n = 1000;
        RandomStream random = RandomStream.of(3, "dawid and skene");
        int[] truth = IntStream.range(0, n).map(i -> random.below(i, 4)).toArray();
        int[][] rows = new int[4][];
        double[] errors = {0.05, 0.1, 0.6, 0.7};
        for (int p = 0; p < rows.length; p++) {
            RandomStream own = random.at(p);
            double error = errors[p];
            rows[p] = IntStream.range(0, n)
                    .map(i -> own.uniform(i) < error
                            ? (truth[i] + 1 + own.named("other").below(i, 3)) % 4
                            : truth[i])
                    .toArray();
        }
        Ratings ratings = Ratings.of(rows);

        DawidSkene likely = DawidSkene.of(ratings);

        for (int p = 0; p < errors.length; p++) {
            assertThat(likely.errors(ratings)[p]).as("person %d", p).isCloseTo(errors[p], within(0.04));
        }
        double wrong =
                IntStream.range(0, n).filter(i -> likely.label(i) != truth[i]).count() / (double) n;
        double outvoted = IntStream.range(0, n)
                        .filter(i -> first(ratings.votes(i)) != truth[i])
                        .count()
                / (double) n;
        assertThat(wrong).isLessThan(0.08).isLessThan(outvoted / 1.5);
    }

    private static int first(int... votes) {
        return IntStream.range(0, votes.length).reduce(0, (a, b) -> votes[b] > votes[a] ? b : a);
    }

    private static Interval alpha(Ratings ratings) {
        Kinds kinds = ratings.kinds();
        return kinds.interval(Agreement.alpha(kinds, Level.NOMINAL, new double[ratings.classes()]));
    }

    private static Ratings made(int seed, int size, double error) {
        return made(seed, size, error, 4);
    }

    /** Three people who err alike. */
    private static Ratings made(int seed, int size, double error, int classes) {
        RandomStream random = RandomStream.of(seed, "agreement");
        int[][] rows = new int[3][];
        for (int p = 0; p < rows.length; p++) {
            RandomStream own = random.at(p);
            rows[p] = IntStream.range(0, size)
                    .map(i -> {
                        int truth = random.below(i, classes);
                        return own.uniform(i) < error
                                ? (truth + 1 + own.named("other").below(i, classes - 1)) % classes
                                : truth;
                    })
                    .toArray();
        }
        return Ratings.of(rows);
    }

    private static Ratings fleiss() {
        int[][] labels = Arrays.stream(FLEISS)
                .map(counts -> IntStream.range(0, counts.length)
                        .flatMap(k -> IntStream.generate(() -> k).limit(counts[k]))
                        .toArray())
                .toArray(int[][]::new);
        int[][] people = Arrays.stream(labels)
                .map(each -> IntStream.range(0, each.length).toArray())
                .toArray(int[][]::new);
        return new Ratings(people, labels, 14, 5);
    }
}
