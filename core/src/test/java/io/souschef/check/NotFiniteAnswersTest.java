package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
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
