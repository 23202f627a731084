package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.evaluation.EvaluationInTrainingMode;
import io.souschef.check.evaluation.MetricDisagreesWithLoss;
import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
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
import java.util.Objects;
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

    /** Where it comes in, and what compares it. */
    enum Where {
        FORWARD_IN_TRAINING(
                "it begins in the operation mul, which gives [32, 3]",
                "activation-on-logits learning-rate-unfit gradient-cut-off not-reproducible"),
        FORWARD_IN_EVALUATION(
                "it begins in the operation mul, which gives [32, 3]",
                "activation-on-logits batch-mixed recurrence-over-batch loss-broadcasts"),
        LOSS("it begins in the operation mul, which gives []", "loss-sign-flipped learning-rate-unfit"),
        GRADIENTS("in step() the gradient of 'fc1.weight' is not", "learning-rate-unfit graph-kept-alive"),
        LATE_GRADIENTS("in step() the gradient of 'fc1.weight' is not", "graph-kept-alive not-reproducible"),
        PARAMETERS("it is made so", "batch-mixed activation-on-logits initial-weights-too-large"),
        EVALUATE("forward() gives finite numbers on the first batches of evaluation()", "metric-wrong"),
        STEP("only what step() returns is not", "gradients-not-cleared learning-rate-unfit"),
        INPUTS("", "inputs-constant inputs-not-normalised batch-mixed activation-on-logits");

        private final String place;
        private final String compares;

        Where(String place, String compares) {
            this.place = place;
            this.compares = compares;
        }

        Set<String> compares() {
            return Set.of(compares.split(" ", -1));
        }

        String code() {
            return this == INPUTS ? "nan-in-inputs" : "not-finite";
        }
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void is_said_to_give_no_numbers_and_to_have_no_other_bug(Where where) {
        Findings findings = Checkup.of(seed -> new NotFinite(seed, where)).run();

        assertThat(findings.failed()).extracting(Finding::code).containsExactly(where.code());
        if (where != Where.INPUTS) {
            assertThat(findings.all().get(0).code()).isEqualTo("not-finite");
            assertThat(findings.all().get(0).cause()).contains(where.place);
        }
        assertThat(findings.with(Outcome.PASS))
                .extracting(Finding::code)
                .doesNotContainAnyElementsOf(where.compares())
                .contains(where == Where.INPUTS ? "weights-tied-by-accident" : "not-shuffled");
        assertThat(findings.with(Outcome.SKIP)).extracting(Finding::cause).noneMatch(cause -> cause.contains("NaN"));
        assertThat(findings.unfinished()).containsAll(where.compares());
        if (where != Where.EVALUATE) {
            assertThat(findings.unfinished()).containsAll(OF_OUTPUTS);
        }
        assertThat(findings.exitCode()).isEqualTo(1);
    }

    @Test
    void the_step_at_which_it_comes_is_told() {
        Finding finding = new Checkup(
                        seed -> new NotFinite(seed, Where.LATE_GRADIENTS),
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

    @ParameterizedTest
    @EnumSource(Begins.class)
    void it_is_told_when_it_is_seen_and_where_it_begins(Begins begins) {
        Finding finding = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new Beginning(seed, begins)))
                .all()
                .get(0);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).startsWith(begins.measured);
        assertThat(finding.cause()).contains(begins.cause);
        assertThat(finding.fix()).startsWith(begins.fix);
    }

    @Test
    void an_infinite_mask_among_the_buffers_is_none_of_it() {
        Findings findings =
                CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed, new Masked(seed))));

        assertThat(findings.all().get(0).outcome()).isEqualTo(Outcome.PASS);
        assertThat(findings.all().get(0).measured())
                .isEqualTo("every output, loss and weight finite, fresh and over 32 steps");
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
    void a_gradient_that_is_no_number_although_the_loss_is_one_is_named_by_its_parameter() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                Tensor bias = Objects.requireNonNull(net.parameters().get("fc2.bias"));
                return super.loss(output, batch)
                        .add(bias.sub(bias.detach()).pow(2).sum().sqrt());
            }
        }));

        assertThat(findings.all().get(0).cause())
                .startsWith("the loss of the batch of example ")
                .contains("is finite, the gradient of fc2.bias ");
        assertThat(findings.all().get(0).fix()).contains("sqrt, norm, division and log have no gradient at 0");
    }

    @Test
    void a_frozen_parameter_has_no_gradient_and_is_not_where_it_begins() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new Beginning(seed, Begins.UPDATE) {
                    {
                        Objects.requireNonNull(net.parameters().get("fc1.bias")).requiresGrad(false);
                    }
                }));

        assertThat(findings.all().get(0).cause()).endsWith("the update itself makes it");
    }

    @Test
    void an_evaluation_that_throws_hides_no_loss_that_is_not_finite() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers()))
                .on(Subject.of(seed -> new NotFinite(seed, Where.LOSS) {
                    @Override
                    public Batches evaluation() {
                        throw new IllegalStateException("no luck");
                    }
                }));

        assertThat(findings.failed()).extracting(Finding::code).containsExactly("not-finite");
    }

    @Test
    void outputs_that_only_the_own_loss_takes_are_looked_at_all_the_same() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).unsqueeze(2);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output.squeeze(2), batch);
            }
        }));

        assertThat(findings.all().get(0).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void outputs_that_only_the_own_loss_takes_are_none_where_they_are_no_numbers() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Points(seed) {
            @Override
            public Tensor forward(Batch batch) {
                return super.forward(batch).unsqueeze(2).mul(net.isTraining() ? 1 : Double.NaN);
            }

            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output.squeeze(2), batch);
            }
        }));

        assertThat(findings.failed())
                .extracting(Finding::measured)
                .containsExactly("in evaluation mode the loss of a fresh net is NaN, on batch 0 of evaluation()");
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

    @Test
    void a_mask_is_not_where_it_begins() {
        Findings findings = CheckRun.of(List.of(new FiniteNumbers())).on(Subject.of(seed -> new Choosing(seed, 0) {
            @Override
            public Tensor loss(Tensor output, Batch batch) {
                return super.loss(output, batch).mul(Double.NaN);
            }
        }));

        assertThat(findings.all().get(0).cause()).startsWith("it begins in the operation mul");
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
    void what_was_found_stays_where_the_numbers_were_sound_at_first(Where where, Outcome outcome) {
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

    /** Where it begins, when it is seen, and what is to be done. */
    enum Begins {
        FORWARD(
                "in training mode the loss of a fresh net is NaN, on batch 0 of training(0)",
                "it begins in the operation mul, which gives [32, 3]",
                "keep its operand in range"),
        SCALE(
                "in evaluation mode the loss of a fresh net is ",
                "before any update numbers beyond 1e+15 reach the operation ",
                "look at the scale of the inputs"),
        UPDATE(
                "the parameter 'fc1.weight' is not finite after step 1",
                "the update itself makes it",
                "look at the optimiser"),
        RATE("step() returned NaN at step 2", "the updates have blown the weights up", "a smaller rate, a warm-up"),
        OUTPUTS(
                "evaluate() of a fresh net gives outputs that are NaN",
                "forward() gives finite numbers on the first batches of evaluation()",
                "look at what evaluate() does beside it"),
        EVALUATE_LATER(
                "evaluate() after 32 steps gives a loss of NaN",
                "forward() gives finite numbers on the first batches of evaluation()",
                "look at what evaluate() does beside it");

        private final String measured;
        private final String cause;
        private final String fix;

        Begins(String measured, String cause, String fix) {
            this.measured = measured;
            this.cause = cause;
            this.fix = fix;
        }
    }

    private static class Beginning extends Points {
        private final Begins where;

        Beginning(long seed, Begins where) {
            super(seed);
            this.where = where;
            if (where == Begins.RATE) {
                adam.learningRate(1e25);
            }
        }

        @Override
        public Tensor forward(Batch batch) {
            Tensor output = super.forward(batch);
            return switch (where) {
                case FORWARD -> net.isTraining() ? output.mul(Double.NaN) : output;
                case SCALE -> output.mul(1e25).mul(1e25);
                default -> output;
            };
        }

        @Override
        public double step(Batch batch) {
            double loss = super.step(batch);
            if (where == Begins.UPDATE) {
                try (NoGrad off = NoGrad.open()) {
                    net.parameters().values().forEach(parameter -> parameter.mulInPlace(Double.NaN));
                }
            }
            return loss;
        }

        @Override
        public Evaluation evaluate() {
            Evaluation sound = super.evaluate();
            float[] outputs = sound.outputs();
            double[] losses = sound.losses();
            if (where == Begins.OUTPUTS) {
                outputs[4] = Float.NaN;
            } else if (where == Begins.EVALUATE_LATER && adam.steps() > 0) {
                losses[4] = Double.NaN;
            }
            return new Evaluation(sound.task(), sound.ids(), losses, outputs, sound.targets());
        }
    }

    /** Its last of four answers can't be given. */
    private static class Choosing extends Points {
        Choosing(long seed, double dropout) {
            super(seed, new Mlp(seed, dropout, 6, 32, 4));
        }

        @Override
        public Task task() {
            return Task.classification(4);
        }

        @Override
        public Tensor forward(Batch batch) {
            return super.forward(batch).add(Tensor.of(new float[] {0, 0, 0, Float.NEGATIVE_INFINITY}, 1, 4));
        }
    }

    /** With a mask that it doesn't need. */
    private static final class Masked extends Layer {
        private final Mlp mlp;

        Masked(long seed) {
            mlp = add("mlp", new Mlp(seed, 6, 32, 3));
            buffer("mask", Init.constant(Double.NEGATIVE_INFINITY), 3);
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return mlp.forward(x);
        }
    }

    /** Sound, but for one place. */
    private static class NotFinite extends Points {
        private final Where where;
        private int steps;

        NotFinite(long seed, Where where) {
            super(seed);
            this.where = where;
            if (where == Where.PARAMETERS) {
                try (Scope scope = Scope.open("spoil");
                        NoGrad off = NoGrad.open()) {
                    Tensor last = net.parameters().values().iterator().next();
                    last.mulInPlace(Double.NaN);
                }
            }
        }

        @Override
        public Batches training(int epoch) {
            return spoilt(super.training(epoch));
        }

        @Override
        public Batches evaluation() {
            return spoilt(super.evaluation());
        }

        private Batches spoilt(Batches all) {
            return where != Where.INPUTS
                    ? all
                    : Batches.of(
                            all.count(),
                            all.examples(),
                            b -> Batch.open("spoilt", () -> {
                                Batch batch = all.open(b);
                                float[] x = batch.input().toFloats();
                                x[4] = Float.NaN;
                                return Batch.Content.of(
                                        Tensor.of(x, batch.input().shape().toArray()), batch.target(), batch.ids());
                            }));
        }

        @Override
        public Tensor forward(Batch batch) {
            Tensor output = super.forward(batch);
            boolean spoils = where == (net.isTraining() ? Where.FORWARD_IN_TRAINING : Where.FORWARD_IN_EVALUATION);
            return spoils ? output.mul(Double.NaN) : output;
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor loss = super.loss(output, batch);
            return where == Where.LOSS ? loss.mul(Double.NaN) : loss;
        }

        @Override
        public double step(Batch batch) {
            steps++;
            net.train();
            adam.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            if (where == Where.GRADIENTS || (where == Where.LATE_GRADIENTS && steps >= 5)) {
                try (NoGrad off = NoGrad.open()) {
                    net.parameters()
                            .values()
                            .forEach(parameter -> parameter.grad().orElseThrow().mulInPlace(Double.NaN));
                }
            }
            adam.step();
            return where == Where.STEP ? Double.NaN : loss.item();
        }

        @Override
        public Evaluation evaluate() {
            Evaluation sound = super.evaluate();
            if (where != Where.EVALUATE) {
                return sound;
            }
            double[] losses = new double[sound.losses().length];
            float[] outputs = new float[sound.outputs().length];
            Arrays.fill(losses, Double.NaN);
            Arrays.fill(outputs, Float.NaN);
            return new Evaluation(sound.task(), sound.ids(), losses, outputs, sound.targets());
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
