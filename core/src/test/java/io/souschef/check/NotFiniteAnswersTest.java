package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What isn't finite although net, loss and step are: the numbers that the program reports, and the targets. None of these ends as sound. */
class NotFiniteAnswersTest {
    @Test
    void a_reported_number_that_is_none_is_compared_with_nothing() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double reported() {
                        return Double.NaN;
                    }
                })
                .run();

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.errors())
                .extracting(Finding::code)
                .contains(
                        "evaluation-of-some-batches",
                        "evaluates-on-training-data",
                        "mean-of-batch-means",
                        "evaluation-on-part");
        assertThat(findings.exitCode()).isEqualTo(3);
        assertThat(passedOnNaN(findings)).isEmpty();
    }

    @Test
    void a_metric_that_is_no_number_is_neither_right_nor_wrong() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double metric(Tensor output, Tensor target) {
                        return Double.NaN;
                    }
                })
                .run();

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.errors())
                .extracting(Finding::code)
                .contains("metric-wrong", "metric-over-wrong-axis", "metric-disagrees-with-loss");
        assertThat(findings.of("metric-wrong").orElseThrow().cause())
                .startsWith("the metric of made answers is no number: right ones score NaN, NaN, NaN");
        assertThat(findings.exitCode()).isEqualTo(3);
        assertThat(passedOnNaN(findings)).isEmpty();
    }

    /** Decibels: of answers that are all right there is no end of them. */
    @Test
    void a_metric_that_is_infinite_for_right_answers_is_sound() {
        Findings findings = Checkup.of(seed -> new Heights(seed, "nowhere") {
                    @Override
                    public double metric(Tensor output, Tensor target) {
                        return -10 * Math.log10(output.sub(target).pow(2).mean().item());
                    }
                })
                .run();

        assertThat(findings.errors()).isEmpty();
        assertThat(findings.sound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "evaluation"})
    void targets_that_are_no_numbers_are_named_and_nothing_is_concluded_from_them(String where) {
        Findings findings = Checkup.of(seed -> new Heights(seed, where)).run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("nan-in-inputs");
        assertThat(findings.of("nan-in-inputs").orElseThrow().cause()).isEqualTo("NaN in the targets");
        assertThat(findings.of("not-finite").orElseThrow().outcome()).isEqualTo(Outcome.WARN);
        assertThat(findings.errors()).extracting(Finding::code).contains("constant-predictions", "metric-wrong");
        assertThat(passedOnNaN(findings)).isEmpty();
    }

    @Test
    void the_example_is_named_whose_target_is_no_number() {
        Finding finding = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new Heights(seed, "training")))
                .all()
                .get(0);

        assertThat(finding.cause()).matches("'target' of example (5|69|133) holds NaN or infinity");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void a_rate_that_is_no_number_is_held_against_no_schedule(double rate) {
        Findings findings = Checkup.of(seed -> new Planned(seed) {
                    @Override
                    public OptionalDouble learningRate() {
                        return OptionalDouble.of(adam.steps() < 5 ? 3e-3 : rate);
                    }
                })
                .run();

        assertThat(findings.failed())
                .extracting(Finding::code)
                .isSubsetOf("checkpoint-incomplete", "best-weights-not-restored");
        assertThat(findings.unfinished())
                .contains(
                        "schedule-not-applied",
                        "schedule-stepped-per-batch",
                        "rate-decays-to-zero-early",
                        "warmup-never-ends");
        assertThat(findings.of("warmup-never-ends").orElseThrow().cause())
                .isEqualTo("learningRate() is %s at step 6", rate);
        assertThat(findings.with(Outcome.PASS)).extracting(Finding::code).doesNotContain("schedule-replayed-on-resume");
    }

    @Test
    void a_checkpoint_that_brings_back_no_numbers_is_none_that_is_complete() {
        Findings findings = Checkup.of(seed -> new Planned(seed) {
                    @Override
                    public void resume(Path file) {
                        spoil(net);
                    }
                })
                .run();

        assertThat(findings.of("checkpoint-incomplete").orElseThrow().toString())
                .isEqualTo(
                        "ERROR checkpoint-incomplete: the parameter 'fc1.weight' is not finite, at another place than not-finite looks at");
    }

    @Test
    void weights_that_are_no_numbers_when_training_ends_are_not_the_best_that_came_back() {
        Findings findings = Checkup.of(seed -> new Planned(seed) {
                    @Override
                    public void trainingEnded() {
                        spoil(net);
                    }
                })
                .run();

        assertThat(findings.unfinished()).containsExactly("best-weights-not-restored");
    }

    @Test
    void an_epoch_that_ends_without_numbers_says_nothing_of_what_the_optimiser_remembers() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public void epochEnded(int epoch) {
                        spoil(net);
                    }
                })
                .run();

        assertThat(findings.unfinished()).containsExactly("optimizer-reset-each-epoch");
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    /** Beyond what is looked at first: the inputs of the first epochs. */
    @Test
    void nothing_is_concluded_of_a_training_that_gives_no_numbers_from_its_fourth_epoch_on() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double step(Batch batch) {
                        double loss = super.step(batch);
                        if (adam.steps() > 40) {
                            spoil(net);
                        }
                        return loss;
                    }
                })
                .run();

        assertThat(findings.unfinished())
                .contains("constant-predictions", "weight-decay-too-strong", "metric-disagrees-with-loss");
        assertThat(passedOnNaN(findings)).isEmpty();
        assertThat(findings.exitCode()).isEqualTo(3);
    }

    @Test
    void outputs_in_evaluate_that_are_no_numbers_are_not_taken_for_other_targets() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public Evaluation evaluate() {
                        Evaluation sound = super.evaluate();
                        float[] outputs = sound.outputs();
                        Arrays.fill(outputs, Float.NaN);
                        return new Evaluation(sound.task(), sound.ids(), sound.losses(), outputs, sound.targets());
                    }
                })
                .run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("not-finite");
        assertThat(findings.unfinished()).contains("metric-wrong", "metric-over-wrong-axis", "evaluation-on-part");
    }

    @Test
    void a_metric_that_is_always_infinite_is_wrong_and_its_axis_is_not_known() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    @Override
                    public double metric(Tensor output, Tensor target) {
                        return Double.POSITIVE_INFINITY;
                    }
                })
                .run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("metric-wrong");
        assertThat(findings.unfinished()).contains("metric-over-wrong-axis").doesNotContain("constant-predictions");
    }

    @Test
    void what_is_declared_is_a_number() {
        assertThatThrownBy(() -> Declared.nothing().withClipNorm(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("numbers where they are declared");
        assertThatThrownBy(() -> Declared.nothing().withDropout(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Declared.nothing().withInputStatistics(List.of(Double.NaN), List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Declared.nothing().withClipNorm(Double.POSITIVE_INFINITY).clipNorm())
                .as("a norm that is looked at only")
                .hasValue(Double.POSITIVE_INFINITY);
    }

    /** Divides by the size of an example, which is 0 where it is all zeros. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void zeros_of_which_no_number_comes_are_no_reason_to_doubt_a_sound_program(long seed) {
        Findings findings = Checkup.of(s -> new Points(s) {
                    @Override
                    public Tensor forward(Batch batch) {
                        Tensor x = batch.input();
                        return net.forward(x.div(x.abs().mean(1).unsqueeze(1)));
                    }
                })
                .withSeed(seed)
                .run();

        assertThat(findings.sound()).isTrue();
        assertThat(findings.of("input-ignored").orElseThrow().toString())
                .matches("SKIP input-ignored: zeros for inputs are none to it: after 300 steps a loss of 0\\.\\d+ "
                        + "with the inputs, NaN with zeros");
    }

    @Test
    void without_them_it_is_sound() {
        assertThat(Checkup.of(seed -> new Heights(seed, "nowhere")).run().sound())
                .isTrue();
    }

    private static List<Finding> passedOnNaN(Findings findings) {
        return findings.with(Outcome.PASS).stream()
                .filter(finding -> finding.measured().matches(".*\\bNaN\\b.*"))
                .filter(finding -> !finding.code().equals("nan-in-inputs"))
                .toList();
    }

    /** With a plan, and a checkpoint that says nothing. */
    private static class Planned extends Points {
        Planned(long seed) {
            super(seed);
        }

        @Override
        public Declared declares() {
            return super.declares().withPlannedSteps(40).keepingBest();
        }

        @Override
        public void save(Path file) {}

        @Override
        public void resume(Path file) {}
    }

    private static void spoil(Layer net) {
        try (Scope scope = Scope.open("spoil");
                NoGrad off = NoGrad.open()) {
            net.parameters().values().forEach(parameter -> parameter.mulInPlace(Double.NaN));
        }
    }

    /** The points again; what is predicted is a number, and one of them may be none. */
    private static class Heights extends Points {
        private final String where;

        Heights(long seed, String where) {
            super(seed, new Mlp(seed, 6, 32, 1));
            this.where = where;
        }

        @Override
        public Task task() {
            return Task.regression(0, 1, "");
        }

        @Override
        public Batches training(int epoch) {
            return heights(super.training(epoch), where.equals("training"));
        }

        @Override
        public Batches evaluation() {
            return heights(super.evaluation(), where.equals("evaluation"));
        }

        private static Batches heights(Batches all, boolean spoilt) {
            return Batches.of(
                    all.count(),
                    all.examples(),
                    b -> Batch.open("heights", () -> {
                        Batch batch = all.open(b);
                        float[] x = batch.input().toFloats();
                        float[] y = new float[batch.ids().length];
                        for (int i = 0; i < y.length; i++) {
                            boolean none = spoilt && batch.ids()[i] % 64 == 5;
                            y[i] = none ? Float.NaN : x[6 * i] - 0.5f * x[6 * i + 1];
                        }
                        return Batch.Content.of(batch.input(), Tensor.of(y, y.length, 1), batch.ids());
                    }));
        }
    }
}
