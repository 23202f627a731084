package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.experiment.Verdict.Kind;
import io.souschef.statistics.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final double[] CONTROL = {0.981, 0.979, 0.980, 0.984, 0.977};
    private static final double[] BETTER = {0.986, 0.985, 0.987, 0.983, 0.984};

    @Test
    void an_improvement_beyond_chance_is_confirmed_with_scipys_interval() {
        Verdict verdict = Judge.accuracy().fromSeeds(CONTROL, BETTER);

        assertThat(verdict.kind()).isEqualTo(Kind.CONFIRMED);
        assertThat(verdict.effect()).isCloseTo(0.48, within(1e-9));
        assertThat(verdict.low()).isCloseTo(0.06445974652656744, within(1e-9));
        assertThat(verdict.high()).isCloseTo(0.8955402534734349, within(1e-9));
        assertThat(verdict.sentence())
                .isEqualTo("accuracy better by 0.480 points (95 % interval +0.064 to +0.896), over 5 paired seeds");
    }

    @Test
    void the_same_the_other_way_round_is_refuted() {
        assertThat(Judge.accuracy().fromSeeds(BETTER, CONTROL).kind()).isEqualTo(Kind.REFUTED);
    }

    @Test
    void of_a_loss_less_is_better() {
        assertThat(Judge.loss().fromSeeds(BETTER, CONTROL).kind()).isEqualTo(Kind.CONFIRMED);
    }

    @Test
    void an_improvement_below_what_matters_is_refuted() {
        assertThat(Judge.accuracy().withMatters(1).fromSeeds(CONTROL, BETTER).kind())
                .isEqualTo(Kind.REFUTED);
    }

    @Test
    void two_single_numbers_decide_nothing_however_far_apart() {
        Verdict verdict = Judge.accuracy().fromSeeds(new double[] {0.1}, new double[] {0.9});

        assertThat(verdict.kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(verdict.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(verdict.sentence())
                .isEqualTo("accuracy better by 80.000 points, from one seed, which two single numbers can't decide");
    }

    @Test
    void the_same_difference_on_few_seeds_decides_nothing_and_on_six_does() {
        double[] zeros = new double[6];
        double[] ones = {1, 1, 1, 1, 1, 1};

        assertThat(Judge.accuracy()
                        .fromSeeds(Arrays.copyOf(zeros, 5), Arrays.copyOf(ones, 5))
                        .kind())
                .isEqualTo(Kind.INCONCLUSIVE);
        assertThat(Judge.accuracy().fromSeeds(zeros, ones).kind()).isEqualTo(Kind.CONFIRMED);
    }

    /** 0.2777777777777768, twice, and 0.2777777777777879 points. */
    @Test
    void one_example_more_on_each_of_three_seeds_is_the_same_difference() {
        double[] control = {348 / 360.0, 349 / 360.0, 354 / 360.0};
        double[] changed = {349 / 360.0, 350 / 360.0, 355 / 360.0};

        Verdict verdict = Judge.accuracy().fromSeeds(control, changed);

        assertThat(verdict.kind()).isEqualTo(Kind.INCONCLUSIVE);
        assertThat(verdict.sentence()).endsWith("the same on all 3 seeds, too few to tell a spread");
    }

    @Test
    void without_a_difference_at_most_one_comparison_in_twenty_goes_one_way_or_the_other() {
        SplittableRandom random = new SplittableRandom(11);
        int decided = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[] a = random.doubles(4).toArray();
            double[] b = random.doubles(4).toArray();
            if (Judge.loss().fromSeeds(a, b).kind() != Kind.INCONCLUSIVE) decided++;
        }

        assertThat(decided / 2000.0).as("seed 11").isBetween(0.03, 0.065); // 0.05 ± 3 standard errors
    }

    /** Each seed's loss is off by chance, more than the examples tell: 400 null comparisons of two seeds each, their spread from 12 pairs. */
    @Test
    void the_chance_of_a_seed_is_in_the_interval_beside_that_of_the_examples() {
        SplittableRandom random = new SplittableRandom(5);
        int seeds = 0;
        int examples = 0;
        for (int trial = 0; trial < 400; trial++) {
            List<double[]> groups = new ArrayList<>();
            for (int pair = 0; pair < 12; pair++)
                groups.add(new double[] {random.nextGaussian(), random.nextGaussian()});
            double[][] control = {losses(random), losses(random)};
            double[][] changed = {losses(random), losses(random)};
            Verdict verdict = Judge.loss().fromSeedsAndExamples(control, changed, Spread.within(groups));
            seeds += verdict.kind() == Kind.INCONCLUSIVE ? 0 : 1;
            examples += Judge.loss().fromExamples(control[0], changed[0]).kind() == Kind.INCONCLUSIVE ? 0 : 1;
        }

        assertThat(seeds / 400.0).as("0.05 + 3 standard errors").isLessThan(0.083);
        assertThat(examples / 400.0)
                .as("by one seed, which the interval leaves out")
                .isGreaterThan(0.5);
    }

    /** A hundred losses, all moved by the chance of one seed. */
    private static double[] losses(SplittableRandom random) {
        double seed = random.nextGaussian();
        return random.doubles(100).map(noise -> seed + noise).toArray();
    }

    @Test
    void a_difference_beyond_both_chances_is_confirmed_and_says_how_many_seeds_and_examples() {
        double[][] control = {{1, 2, 3}, {1.1, 2.1, 3.1}};
        double[][] changed = {{0, 1, 2}, {0.1, 1.1, 2.1}};
        Spread spread = Spread.within(List.of(new double[] {2, 2.1}, new double[] {1, 1.1}));

        Verdict verdict = Judge.loss().fromSeedsAndExamples(control, changed, spread);

        assertThat(spread.freedom()).isEqualTo(2);
        assertThat(spread.variance()).isCloseTo(0.005, within(1e-12));
        // 1 -+ 4.3027 * sqrt(2 * 0.005 / 2): the examples differ by the same
        assertThat(verdict.kind()).isEqualTo(Kind.CONFIRMED);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "loss better by 1.000 nats (95 % interval +0.696 to +1.304), over 2 paired seeds and 3 examples");
    }

    @Test
    void the_chance_of_a_seed_is_in_the_unit_of_the_effect() {
        double[][] control = {{0.5, 0.6}, {0.51, 0.61}};
        double[][] changed = {{0.7, 0.8}, {0.71, 0.81}};
        Spread spread = Spread.within(List.of(new double[] {0.55, 0.56}, new double[] {0.75, 0.76}));

        Verdict verdict = Judge.accuracy().fromSeedsAndExamples(control, changed, spread);

        // 20 -+ 4.3027 * 100 * sqrt(2 * 0.00005 / 2) points
        assertThat(verdict.low()).isCloseTo(16.958, within(0.001));
        assertThat(verdict.high()).isCloseTo(23.042, within(0.001));
    }

    @Test
    void answers_on_the_same_examples_decide_with_one_net_each() {
        boolean[] control = new boolean[360];
        boolean[] changed = new boolean[360];
        Arrays.fill(control, 20, 360, true); // wrong on the first 20
        Arrays.fill(changed, 6, 360, true); // right on 14 of these, and on all others

        Verdict verdict = Judge.accuracy().fromAnswers(control, changed);

        assertThat(verdict.kind()).isEqualTo(Kind.CONFIRMED);
        assertThat(verdict.effect()).isCloseTo(100 * 14 / 360.0, within(1e-9));
        assertThat(verdict.sentence()).contains("14 right only with the change and 0 only without (p = 0.0001)");
    }

    @Test
    void a_handful_of_other_answers_decides_nothing() {
        boolean[] control = new boolean[360];
        boolean[] changed = new boolean[360];
        Arrays.fill(changed, 0, 4, true);

        assertThat(Judge.accuracy().fromAnswers(control, changed).kind()).isEqualTo(Kind.INCONCLUSIVE);
    }

    @Test
    void losses_on_the_same_examples_are_judged_the_same_way_each_time() {
        double[] control = new SplittableRandom(3).doubles(500).toArray();
        double[] changed = Arrays.stream(control).map(c -> c * 0.9).toArray();

        Verdict verdict = Judge.loss().fromExamples(control, changed);

        assertThat(verdict.kind()).isEqualTo(Kind.CONFIRMED);
        assertThat(Judge.loss().fromExamples(control, changed)).isEqualTo(verdict);
    }

    @Test
    void a_diverged_training_is_not_judged() {
        assertThatThrownBy(() -> Judge.loss().fromSeeds(new double[] {1, 2}, new double[] {1, Double.NaN}))
                .hasMessage("a loss to be judged is not finite; a diverged training is not judged");
    }

    @Test
    void different_numbers_of_seeds_cannot_be_paired() {
        assertThatThrownBy(() -> Judge.loss().fromSeeds(new double[] {1, 2}, new double[] {1}))
                .hasMessage("loss of the control on 2 seeds, of the change on 1; expected the same seeds for both");
    }
}
