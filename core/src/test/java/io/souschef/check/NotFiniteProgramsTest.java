package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.evaluation.EvaluationInTrainingMode;
import io.souschef.check.evaluation.MetricDisagreesWithLoss;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever of a program isn't a number: one check says where it begins, and no other takes a comparison with it for a proof. */
class NotFiniteProgramsTest {
    private static final Set<String> OF_OUTPUTS = Set.of(
            "evaluation-in-training-mode",
            "evaluation-changes-the-net",
            "mean-of-batch-means",
            "constant-predictions",
            "weight-decay-too-strong",
            "early-stopping-direction-wrong",
            "evaluation-on-part");

    @ParameterizedTest
    @EnumSource(NotFinite.Where.class)
    void is_said_to_give_no_numbers_and_to_have_no_other_bug(NotFinite.Where where) {
        Findings findings = Checkup.of(seed -> new NotFinite(seed, where)).run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly(where.code());
        if (where != NotFinite.Where.INPUTS) {
            assertThat(findings.all().get(0).code()).isEqualTo("not-finite");
            assertThat(findings.all().get(0).cause()).contains(where.place);
        }
        assertThat(findings.with(Outcome.PASS))
                .extracting(Finding::code)
                .doesNotContainAnyElementsOf(where.compares())
                .contains(where == NotFinite.Where.INPUTS ? "weights-tied-by-accident" : "not-shuffled");
        assertThat(findings.with(Outcome.SKIP)).extracting(Finding::cause).noneMatch(cause -> cause.contains("NaN"));
        assertThat(findings.unfinished()).containsAll(where.compares());
        if (where != NotFinite.Where.EVALUATE) {
            assertThat(findings.unfinished()).containsAll(OF_OUTPUTS);
        }
        assertThat(findings.exitCode()).isEqualTo(1);
    }

    @Test
    void the_step_at_which_it_comes_is_told() {
        Finding finding = new Checkup(
                        seed -> new NotFinite(seed, NotFinite.Where.LATE_GRADIENTS),
                        1,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Map.of())
                .run()
                .all()
                .get(0);

        assertThat(finding.measured())
                .matches("the parameter 'fc1.weight' is not finite after step 5; the losses before it: [\\d., ]+");
    }

    @Test
    void a_loss_without_a_slope_is_not_taken_for_gradients_that_were_cleared() {
        Findings findings = Checkup.of(seed -> new Points(seed) {
                    {
                        try (Scope scope = Scope.open("all zero");
                                NoGrad off = NoGrad.open()) {
                            net.parameters().values().forEach(parameter -> parameter.fillInPlace(0));
                        }
                    }

                    @Override
                    public Tensor forward(Batch batch) {
                        return super.forward(batch).relu().sqrt();
                    }
                })
                .run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("constant-initial-weights");
    }

    @Test
    void answers_that_a_mask_leaves_out_are_no_reason_to_doubt_anything() {
        Findings findings = Checkup.of(seed -> new Choosing(seed, 0)).run();

        assertThat(findings.failed()).isEmpty();
        assertThat(findings.errors()).isEmpty();
    }

    @Test
    void beside_a_mask_it_is_seen_that_the_evaluation_is_in_training_mode() {
        Findings findings = Checkup.of(seed -> new Choosing(seed, 0.3) {
                    @Override
                    public Evaluation evaluate() {
                        Evaluation plain = super.evaluate();
                        net.train();
                        try (Batch batch = evaluation().open(0);
                                NoGrad off = NoGrad.open()) {
                            Tensor output = forward(batch);
                            return new Evaluation(
                                    plain.task(),
                                    batch.ids(),
                                    task().lossEach(output, batch.target()).toDoubles(),
                                    output.toFloats(),
                                    Arrays.copyOf(plain.targets(), batch.size()));
                        }
                    }

                    @Override
                    public Batches evaluation() {
                        return super.evaluation().first(1);
                    }
                })
                .run();

        assertThat(findings.failed()).extracting(Finding::code).contains("evaluation-in-training-mode");
    }

    /** Its loss() refuses whoever asks for it but its own step: then it is not known where numbers stop being finite. */
    @Test
    void what_was_found_stays_where_finiteness_can_not_be_measured_and_what_has_passed_does_not() {
        Subject subject = Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                throw new IllegalStateException("only in step()");
            }

            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).mul(net.isTraining() ? Double.NaN : 1);
            }

            @Override
            public double step(Batch batch) {
                return 1;
            }
        });

        List<Finding> findings = CheckRun.of(
                        List.of(new AsksInTraining("some-bug", false), new AsksInTraining("no-bug", true)))
                .on(subject)
                .all();

        assertThat(findings).extracting(Finding::outcome).containsExactly(Outcome.FAIL, Outcome.ERROR);
        assertThat(findings.get(1).cause()).isEqualTo("forward() gave what is not finite: see not-finite");
    }

    /** A bug that was found before it came is one; what was found of a program that never gave numbers may come from there. */
    @ParameterizedTest
    @CsvSource({"FORWARD_IN_TRAINING, ERROR", "STEP, ERROR", "LATE_GRADIENTS, FAIL"})
    void what_was_found_stays_where_the_numbers_were_sound_at_first(NotFinite.Where where, Outcome outcome) {
        Check steps = new AsksInTraining("some-bug", false) {
            @Override
            void ask(TrainingProgram program) {
                for (int step = 0; step < 6; step++) {
                    try (Batch batch = program.training(0).open(step)) {
                        program.step(batch);
                    }
                }
            }
        };

        assertThat(CheckRun.of(List.of(steps))
                        .on(Subject.of(seed -> new NotFinite(seed, where)))
                        .all())
                .extracting(Finding::outcome)
                .containsExactly(outcome);
    }

    private static class AsksInTraining implements Check {
        private final String code;
        private final boolean passes;

        AsksInTraining(String code, boolean passes) {
            this.code = code;
            this.passes = passes;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public String name() {
            return code;
        }

        @Override
        public Finding run(Subject subject) {
            subject.fresh(program -> {
                ask(program);
                return passes;
            });
            return finding().okIf(passes);
        }

        void ask(TrainingProgram program) {
            program.net().train();
            try (Batch batch = program.training(0).open(0)) {
                program.forward(batch);
            }
        }
    }

    /** A quarter of the numbers of training is unknown, NaN, and left out of the loss. */
    private static Finding foundOfUnknown(Check check) {
        return Fed.found(
                check,
                Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 4, 24, 1),
                                (row, epoch, slot) -> Fed.features(row, 4),
                                (row, epoch, slot) -> new float[] {
                                    row < Fed.TRAIN && row % 4 == 0 ? Float.NaN : Fed.features(row, 4)[0]
                                }) {
                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                Tensor target = batch.target().isFinite().where(batch.target(), output.detach());
                                return output.sub(target).pow(2).mean();
                            }
                        }));
    }

    @Test
    void targets_that_the_loss_leaves_out_put_nothing_in_doubt_that_does_not_read_them() {
        assertThat(foundOfUnknown(new EvaluationInTrainingMode()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void what_reads_targets_that_the_loss_leaves_out_is_left_out_itself() {
        Finding finding = foundOfUnknown(new MetricDisagreesWithLoss());

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).startsWith("the targets of training() hold what is not finite: ");
    }
}
