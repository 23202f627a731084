package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Catalogue;
import io.souschef.check.CheckRun;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation split of many batches is gone through once where that is enough, and every bug in it is still named. */
class LongSplitTest {
    private static final Set<String> OF_AN_EVALUATION = Set.of(
            "evaluation-in-training-mode",
            "dropout-in-evaluation",
            "evaluation-of-some-batches",
            "mean-of-batch-means",
            "evaluation-changes-the-net",
            "metric-wrong",
            "evaluates-on-training-data",
            "label-smoothing-in-evaluation",
            "evaluation-on-part");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void goes_through_a_sound_evaluation_once(long seed) {
        Many[] assessed = new Many[1];
        Assessed.View view = new Assessed()
                .measure(Subject.of(s -> assessed[0] = new Many(s)).withSeed(seed));

        assertThat(view.agrees()).isTrue();
        assertThat(view.reportsMetric()).isTrue();
        assertThat(view.modeMatters()).isTrue();
        assertThat(view.again().loss()).isEqualTo(view.user().loss());
        assertThat(view.sizes()).hasSize(Many.COUNT).endsWith(Many.HELD % Many.BATCH);
        assertThat(assessed[0].asked)
                .as(
                        "12 steps, a few batches, all in either mode, a few twice; the number that is reported in full at most")
                .isLessThanOrEqualTo(12 + 2 + 2 * Many.COUNT + 2 * 2 + 1 + Many.COUNT);
        assertThat(named(Many::new, seed)).isEmpty();
    }

    @Test
    void says_the_same_as_when_it_goes_through_all_again_and_again() {
        Assessed.View view = new Assessed().measure(Subject.of(Many::new));
        try (TrainingProgram program = new Many(1337)) {
            Assessed.train(program);
            Evaluation whole = Evaluation.of(program, program.evaluation());

            assertThat(view.canonical().losses()).isEqualTo(whole.losses());
            assertThat(view.canonical().outputs()).isEqualTo(whole.outputs());
            assertThat(view.canonical().targets()).isEqualTo(whole.targets());
            assertThat(view.canonical().ids()).isEqualTo(whole.ids());
            assertThat(view.reported()).isEqualTo(whole.metric());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_a_number_that_is_of_the_first_batches(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public double reported() {
                                return Evaluation.of(this, evaluation().first(5))
                                        .metric();
                            }
                        },
                        seed))
                .contains("evaluation-of-some-batches");
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public Evaluation evaluate() {
                                return Evaluation.of(this, evaluation().first(5));
                            }
                        },
                        seed))
                .contains("evaluation-of-some-batches", "evaluation-on-part");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_the_mean_of_batch_means(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public double reported() {
                                double[] merits = evaluate().merits();
                                double sum = 0;
                                int batches = 0;
                                for (int at = 0; at < merits.length; at += BATCH, batches++) {
                                    sum += Arrays.stream(merits, at, Math.min(merits.length, at + BATCH))
                                            .average()
                                            .orElseThrow();
                                }
                                return sum / batches;
                            }
                        },
                        seed))
                .contains("mean-of-batch-means");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_an_evaluation_in_training_mode(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            private boolean evaluating;

                            @Override
                            public Tensor forward(Batch batch) {
                                if (evaluating) {
                                    net.train();
                                }
                                return super.forward(batch);
                            }

                            @Override
                            public Evaluation evaluate() {
                                evaluating = true;
                                Evaluation evaluation = super.evaluate();
                                evaluating = false;
                                return evaluation;
                            }
                        },
                        seed))
                .contains("evaluation-in-training-mode");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_an_evaluation_that_trains(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public Evaluation evaluate() {
                                Evaluation evaluation = super.evaluate();
                                try (Batch batch = evaluation().open(0)) {
                                    step(batch);
                                }
                                return evaluation;
                            }
                        },
                        seed))
                .contains("evaluation-changes-the-net");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_an_evaluation_that_says_something_else_the_second_time(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            private int evaluations;

                            @Override
                            public Evaluation evaluate() {
                                evaluations++;
                                return super.evaluate();
                            }

                            @Override
                            public Tensor forward(Batch batch) {
                                Tensor output = super.forward(batch);
                                return evaluations < 2 || net.isTraining() ? output : output.mul(1.5);
                            }
                        },
                        seed))
                .contains("evaluation-on-part");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void names_targets_that_are_others_in_a_batch_in_the_middle(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public Evaluation evaluate() {
                                Evaluation e = super.evaluate();
                                float[] targets = e.targets().clone();
                                for (int i = 10 * BATCH; i < 12 * BATCH; i++) {
                                    targets[i] = (targets[i] + 1) % 4;
                                }
                                return new Evaluation(e.task(), e.ids(), e.losses(), e.outputs(), targets);
                            }
                        },
                        seed))
                .contains("metric-wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void counts_on_nothing_that_the_author_writes_by_hand(long seed) {
        assertThat(named(
                        s -> new Many(s) {
                            @Override
                            public Evaluation evaluate() {
                                double[] all = new double[HELD];
                                Evaluation e = super.evaluate();
                                for (int i = 0; i < HELD; i++) {
                                    all[i] = e.losses()[i]; // fails on fewer
                                }
                                return new Evaluation(e.task(), e.ids(), all, e.outputs(), e.targets());
                            }

                            @Override
                            public double reported() {
                                net.eval();
                                double right = 0;
                                for (Batch batch : evaluation()) {
                                    try (batch;
                                            NoGrad off = NoGrad.open()) {
                                        right += metric(forward(batch), batch.target()) * batch.size();
                                    }
                                }
                                net.train();
                                return right / HELD;
                            }
                        },
                        seed))
                .isEmpty();
    }

    private static List<String> named(LongFunction<TrainingProgram> make, long seed) {
        return CheckRun.of(Catalogue.all().stream()
                        .filter(check -> OF_AN_EVALUATION.contains(check.code()))
                        .toList())
                .on(Subject.of(make).withSeed(seed))
                .all()
                .stream()
                .filter(finding -> finding.outcome() == Outcome.FAIL)
                .map(Finding::code)
                .toList();
    }
}
