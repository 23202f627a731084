package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.train.Declared;
import io.souschef.train.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static RateCurve curve(List<Double> rates, Optional<Schedule> declared) {
        return new RateCurve(rates, 4, 2, declared, 0.1, false, false);
    }

    @Test
    void the_rate_is_drawn_beside_the_declared_one_over_the_steps_that_were_taken() {
        Evidence.Curves drawn = (Evidence.Curves)
                curve(List.of(0.1, 0.1, 0.0), Optional.of(Schedule.linear(0))).drawn();

        assertThat(drawn.lines()).extracting(Evidence.Line::name).containsExactly("measured", "declared");
        assertThat(drawn.lines().get(0).y()).containsExactly(0.1, 0.1, 0.0);
        assertThat(drawn.lines().get(1).y())
                .containsExactly(
                        0.1,
                        0.1 * Schedule.linear(0).at(0.25),
                        0.1 * Schedule.linear(0).at(0.5));
        assertThat(drawn.sentence()).contains("3 of the 4 planned steps", "an epoch has 2");
    }

    @Test
    void without_a_declared_schedule_the_measured_one_stands_alone() {
        Evidence.Curves drawn =
                (Evidence.Curves) curve(List.of(0.1, 0.05), Optional.empty()).drawn();

        assertThat(drawn.lines()).hasSize(1);
    }

    /** 1,000 steps of 25 batches an epoch, at a rate that is halved after every so many. */
    private static boolean halvedEvery(int steps) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rates.add(0.08 * Math.pow(0.5, Math.floorDiv(i, steps)));
        }
        return DecaysPerBatch.perBatch(new RateCurve(rates, 1000, 25, Optional.empty(), Double.NaN, false, false));
    }

    @Test
    void a_rate_that_is_halved_several_times_an_epoch_is_counted_in_batches() {
        assertThat(halvedEvery(10)).isTrue();
    }

    @Test
    void a_rate_that_is_halved_after_epochs_is_not() {
        assertThat(halvedEvery(50)).isFalse();
        assertThat(halvedEvery(250)).isFalse();
    }

    /** 600 steps of 20 batches an epoch, at a rate that falls to zero along a line in so many. */
    private static RateCurve line(int steps) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rates.add(0.1 * Math.max(0, 1 - (double) i / steps));
        }
        return new RateCurve(rates, 600, 20, Optional.empty(), Double.NaN, false, false);
    }

    @Test
    void a_rate_that_is_spent_when_the_first_epoch_is_has_a_wrong_length() {
        assertThat(DecaysPerBatch.perBatch(line(20))).isFalse();
        assertThat(line(20).spent()).isLessThan(DecaysTooEarly.ENOUGH);
    }

    @Test
    void one_that_is_spent_in_as_many_batches_as_there_are_epochs_counts_batches_for_epochs() {
        assertThat(DecaysPerBatch.perBatch(line(30))).isTrue();
    }

    @Test
    void one_that_lasts_longer_than_epochs_are_many_has_a_wrong_length() {
        assertThat(DecaysPerBatch.perBatch(line(43))).isFalse();
        assertThat(line(43).spent()).isLessThan(DecaysTooEarly.ENOUGH);
    }

    private static RateCurve shaped(double base, DoubleUnaryOperator rate) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rates.add(rate.applyAsDouble(i));
        }
        return new RateCurve(rates, 600, 20, Optional.empty(), base, false, false);
    }

    private static double cosine(double step) {
        return (1 + Math.cos(Math.PI * step / 600)) / 2;
    }

    @Test
    void a_warm_up_over_more_than_the_plan_does_not_end_under_a_cosine_or_a_line() {
        assertThat(WarmupWrong.warmsThroughout(shaped(Double.NaN, i -> 0.1 * (i + 1) / 6000 * cosine(i))))
                .isTrue();
        assertThat(WarmupWrong.warmsThroughout(
                        shaped(Double.NaN, i -> 0.1 * (i + 2) / 6000 * (0.1 + 0.9 * cosine(i + 1)))))
                .isTrue();
        assertThat(WarmupWrong.warmsThroughout(shaped(0.1, i -> 0.1 * i / 6000 * (1 - i / 600))))
                .isTrue();
    }

    @Test
    void one_that_ends_does_wherever_that_is() {
        for (double end : new double[] {1, 6, 60, 180, 300, 420}) {
            DoubleUnaryOperator warm = i -> 0.1 * Math.min(1, (i + 1) / end);
            assertThat(WarmupWrong.warmsThroughout(shaped(Double.NaN, i -> warm.applyAsDouble(i) * cosine(i))))
                    .isFalse();
            assertThat(WarmupWrong.warmsThroughout(shaped(Double.NaN, i -> warm.applyAsDouble(i) * (1 - i / 600))))
                    .isFalse();
            assertThat(WarmupWrong.warmsThroughout(
                            shaped(Double.NaN, i -> 0.1 * Math.min((i + 1) / end, Math.sqrt(end / (i + 1))))))
                    .isFalse();
            assertThat(WarmupWrong.warmsThroughout(
                            shaped(Double.NaN, i -> 0.1 * Math.min((i + 1) / end, (600 - i) / (600 - end)))))
                    .isFalse();
        }
        assertThat(WarmupWrong.warmsThroughout(shaped(Double.NaN, i -> 0.1 * Math.sin(Math.PI * i / 600))))
                .isFalse();
    }

    @Test
    void nor_is_one_that_gets_to_what_is_declared_a_warm_up() {
        assertThat(WarmupWrong.warmsThroughout(shaped(0.1, i -> 0.4 * i / 600 * (1 - i / 600))))
                .isFalse();
    }

    private static Outcome tooEarly(DoubleUnaryOperator rate) {
        return Fed.found(new DecaysTooEarly(), Subject.of(seed -> new Rated(seed, rate)))
                .outcome();
    }

    private static Outcome perBatch(DoubleUnaryOperator rate) {
        return Fed.found(new DecaysPerBatch(), Subject.of(seed -> new Rated(seed, rate)))
                .outcome();
    }

    /** 30 epochs of 15 batches, at a rate that depends on the share of them that is behind. */
    private static final class Rated extends Fed {
        private static final int STEPS = 450;
        private final DoubleUnaryOperator rate;
        private int calls;

        Rated(long seed, DoubleUnaryOperator rate) {
            super(seed, 4, 2);
            this.rate = rate;
        }

        @Override
        public double step(Batch batch) {
            optimizer.learningRate(rate.applyAsDouble((double) calls++ / STEPS));
            return super.step(batch);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPlannedSteps(STEPS);
        }
    }

    private static double milestones(double at, double by, double... ends) {
        return 0.01
                * Math.pow(by, (double)
                        DoubleStream.of(ends).filter(end -> at >= end).count());
    }

    @Test
    void milestones_that_go_over_most_of_the_plan_are_a_plan() {
        assertThat(tooEarly(at -> milestones(at, 0.2, 0.3, 0.6, 0.8))).isEqualTo(Outcome.PASS);
        assertThat(tooEarly(at -> milestones(at, 0.1, 30 / 90.0, 60 / 90.0, 80 / 90.0)))
                .isEqualTo(Outcome.PASS);
        assertThat(tooEarly(at -> milestones(at, 0.1, 0.1, 0.2, 0.25))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_rate_that_falls_on_to_the_end_was_made_for_it_unless_it_is_small_for_most_of_it() {
        assertThat(tooEarly(at -> 0.01 * Math.pow(0.83, Math.floor(30 * at)))).isEqualTo(Outcome.PASS);
        assertThat(tooEarly(at -> 0.01 * Math.pow(0.8, Math.floor(30 * at)))).isEqualTo(Outcome.WARN);
        assertThat(tooEarly(at -> 0.01 * Math.pow(0.5, Math.floor(30 * at)))).isEqualTo(Outcome.FAIL);
        assertThat(perBatch(at -> 0.01 * Math.pow(1e-3, at))).isEqualTo(Outcome.WARN);
        assertThat(perBatch(at -> 0.01 * Math.pow(0.9, 450 * at))).isEqualTo(Outcome.FAIL);
    }

    @Test
    void a_cosine_that_swings_counts_batches_for_epochs() {
        assertThat(perBatch(at -> 0.01 * (1 + Math.cos(Math.PI * 450 * at / 30)) / 2))
                .isEqualTo(Outcome.FAIL);
        assertThat(perBatch(at -> 0.01 * (1 + Math.cos(Math.PI * 450 * at / 45)) / 2))
                .isEqualTo(Outcome.PASS);
        assertThat(perBatch(at -> 0.01 * (1 + Math.cos(Math.PI * (450 * at % 90) / 90)) / 2))
                .isEqualTo(Outcome.PASS);
    }

    /** The first steps of a curve, as many as there was time for. */
    private static RateCurve cut(RateCurve whole, int steps) {
        return new RateCurve(
                whole.rates().subList(0, steps),
                whole.planned(),
                whole.perEpoch(),
                whole.declared(),
                whole.base(),
                false,
                whole.idle());
    }

    @Test
    void a_dry_run_that_is_cut_short_fails_nothing() {
        assertThat(new DecaysPerBatch().judged(line(30), () -> false).outcome()).isEqualTo(Outcome.FAIL);
        Finding spent = new DecaysPerBatch().judged(cut(line(30), 200), () -> false);
        assertThat(spent.outcome()).isEqualTo(Outcome.WARN);
        assertThat(spent.cause()).contains("the dry run got to step 200 of 600 in its time");
        assertThatThrownBy(() -> new DecaysPerBatch().judged(cut(line(30), 20), () -> false))
                .isInstanceOf(CouldNotJudge.class);

        assertThat(new DecaysTooEarly().judged(line(300), () -> false).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThatThrownBy(() -> new DecaysTooEarly().judged(cut(line(300), 450), () -> false))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("below 1 % of its peak from step 298 on, but the dry run got to step 450 of 600");
    }

    @Test
    void one_of_half_the_plan_is_needed_to_miss_a_schedule() {
        RateCurve constant = new RateCurve(
                Collections.nCopies(600, 0.1), 600, 20, Optional.of(Schedule.cosine(0)), 0.1, false, false);
        List<Double> moves = Collections.nCopies(600, 0.01);

        assertThat(new ScheduleNotApplied().judged(constant, () -> moves).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(new ScheduleNotApplied()
                        .judged(cut(constant, 400), () -> moves)
                        .outcome())
                .isEqualTo(Outcome.WARN);
        assertThatThrownBy(() -> new ScheduleNotApplied().judged(cut(constant, 200), () -> moves))
                .isInstanceOf(CouldNotJudge.class);
    }

    @Test
    void a_rate_that_follows_results_is_no_schedule_in_batches() {
        assertThat(new DecaysPerBatch().judged(line(30), () -> true).outcome()).isEqualTo(Outcome.PASS);
        assertThat(new DecaysTooEarly().judged(line(300), () -> true).outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void where_epochs_are_few_a_rate_that_falls_in_each_step_ends_early_all_the_same() {
        RateCurve inThreeEpochs =
                new RateCurve(line(410).rates(), 600, 200, Optional.empty(), Double.NaN, false, false);
        List<Double> rates = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            rates.add(Math.pow(0.05, Math.floorDiv(step, 200)));
        }
        RateCurve betweenEpochs = new RateCurve(rates, 600, 200, Optional.empty(), Double.NaN, false, false);

        assertThat(new DecaysTooEarly().judged(inThreeEpochs, () -> false).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(new DecaysTooEarly().judged(betweenEpochs, () -> false).outcome())
                .isEqualTo(Outcome.WARN);
    }
}
