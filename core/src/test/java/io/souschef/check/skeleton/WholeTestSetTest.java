package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeTestSetTest {
    private static final Task TASK = Task.classification(4);

    @Test
    void passes_on_a_plain_evaluation_with_all_its_digits() {
        Finding finding = new WholeTestSet().run(Healthy.DROPOUT.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).matches("accuracy 0\\.\\d+, loss \\d\\.\\d{6,}, over 150 of 150 examples");
    }

    @Test
    void fails_when_the_last_batch_is_dropped() {
        Finding finding =
                found(program -> Evaluation.of(program, program.evaluation().first(2)));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).endsWith("over 128 of 150 examples");
        assertThat(finding.cause()).isEqualTo("the evaluation leaves 22 examples out");
        assertThat(finding.fix()).isEqualTo("go through all of evaluation(), also its last and smaller batch");
    }

    @Test
    void fails_when_it_evaluates_what_was_trained_on() {
        Finding finding = found(program -> {
            Gathered all = new Gathered();
            for (Batches split : Arrays.asList(program.evaluation(), program.training(0))) {
                Evaluation some = Evaluation.of(program, split);
                all.add(some.ids(), some.losses(), some.outputs(), some.targets());
            }
            return all.evaluation(TASK);
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.measured()).endsWith("over 150 of 150 examples, and 400 from elsewhere");
        assertThat(finding.fix()).isEqualTo("evaluate on evaluation(), not on the training split");
    }

    @Test
    void fails_when_an_example_counts_twice() {
        Finding finding = found(program -> {
            Batches all = program.evaluation();
            return Evaluation.of(program, Batches.of(4, 214, b -> all.open(b % 3)));
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("64 predictions count for more than one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weights_of_examples_are_the_authors_where_he_trains_with_them(boolean trained) {
        Finding finding = new WholeTestSet().run(Subject.of(seed -> new Weighing(seed, trained)));

        assertThat(finding.cause())
                .startsWith(trained ? "" : "it evaluates by another loss than the one that it is trained for");
        assertThat(finding.outcome()).isEqualTo(trained ? Outcome.PASS : Outcome.WARN);
    }

    /** The logarithm of a count is said, the count is evaluated. Beside it an evaluation that charges what training doesn't. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void a_program_of_another_loss_than_its_task_s_may_evaluate_by_its_own(double more) {
        Finding finding = new WholeTestSet()
                .run(Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 5, 24, 1),
                                (row, epoch, slot) -> gaussians(row, 5),
                                (row, epoch, slot) -> new float[] {row % 4}) {
                            private Tensor each(Tensor output, Tensor target) {
                                return output.exp().sub(output.mul(target)).sum(1);
                            }

                            @Override
                            public Tensor loss(Tensor output, Batch batch) {
                                return each(output, batch.target()).mean();
                            }

                            @Override
                            public Evaluation evaluate() {
                                net.eval();
                                Gathered all = new Gathered();
                                for (Batch batch : evaluation()) {
                                    try (batch;
                                            NoGrad off = NoGrad.open()) {
                                        Tensor output = forward(batch);
                                        Tensor charged = each(output, batch.target())
                                                .add(output.pow(2).sum(1).mul(more));
                                        all.add(
                                                batch.ids(),
                                                charged.toDoubles(),
                                                output.exp().toFloats(),
                                                batch.target().toFloats());
                                    }
                                }
                                return all.evaluation(task());
                            }
                        }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    /** How far each example is trusted is known in training alone. */
    @Test
    void a_loss_that_takes_what_only_training_has_is_not_asked_for_in_evaluation() {
        Finding finding = new WholeTestSet()
                .run(Subject.of(seed -> new MadeProgram(MadeData.BLOBS, TASK, new Mlp(seed, 8, 24, 4), 3e-3, 32, seed) {
                    @Override
                    public Tensor loss(Tensor output, Batch batch) {
                        if (batch.ids()[0] >= 400) {
                            throw new IllegalArgumentException("no trust in this batch");
                        }
                        return super.loss(output, batch);
                    }
                }));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.PASS);
    }

    /** Leaves out, in its evaluation, what it doesn't train on: examples whose first column is negative have a blank there. */
    private static final class Blanking extends MadeProgram {
        Blanking(long seed) {
            super(MadeData.BLOBS, TASK, new Mlp(seed, 8, 24, 4), 3e-3, 32, seed);
        }

        private static Tensor counts(Batch batch) {
            return batch.input().select(1, 0).gt(0).to(DType.FLOAT32);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor counts = counts(batch);
            return Losses.crossEntropyEach(output, batch.target())
                    .mul(counts)
                    .sum()
                    .div(counts.sum().maximum(Tensor.ones()));
        }

        @Override
        public Evaluation evaluate() {
            Gathered all = new Gathered();
            net().eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor counts = counts(batch);
                    Tensor output = forward(batch);
                    Tensor each = Losses.crossEntropyEach(output, batch.target());
                    Tensor column = counts.unsqueeze(1);
                    all.add(
                            batch.ids(),
                            each.mul(counts).toDoubles(),
                            output.mul(column).add(column.neg().add(1).mul(-9)).toFloats(),
                            batch.target().toFloats());
                }
            }
            net().train();
            return all.evaluation(TASK);
        }
    }

    @Test
    void blanks_where_nothing_is_predicted_are_the_authors() {
        Finding finding = new WholeTestSet().run(Subject.of(Blanking::new));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
    }

    /** Its evaluation weighs each example by its first column; its training does, too, or not. */
    private static final class Weighing extends MadeProgram {
        private final boolean trained;

        Weighing(long seed, boolean trained) {
            super(MadeData.BLOBS, TASK, new Mlp(seed, 8, 24, 4), 3e-3, 32, seed);
            this.trained = trained;
        }

        private static Tensor each(Tensor output, Batch batch) {
            Tensor weights = batch.input().select(1, 0).abs().add(0.2);
            return Losses.crossEntropyEach(output, batch.target()).mul(weights);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return trained ? each(output, batch).mean() : super.loss(output, batch);
        }

        @Override
        public Evaluation evaluate() {
            Gathered all = new Gathered();
            net().eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor output = forward(batch);
                    all.add(
                            batch.ids(),
                            each(output, batch).toDoubles(),
                            output.toFloats(),
                            batch.target().toFloats());
                }
            }
            net().train();
            return all.evaluation(TASK);
        }
    }

    @Test
    void fails_when_means_of_unequal_batches_are_averaged() {
        Finding finding = found(program -> {
            Gathered all = new Gathered();
            Batches batches = program.evaluation();
            for (int b = 0; b < batches.count(); b++) {
                int at = b;
                Evaluation one = Evaluation.of(program, Batches.of(1, 64, i -> batches.open(at)));
                // weighted so that their mean is the mean of the batches' means
                double share = 150.0 / batches.count() / one.size();
                double[] losses =
                        Arrays.stream(one.losses()).map(loss -> loss * share).toArray();
                all.add(one.ids(), losses, one.outputs(), one.targets());
            }
            return all.evaluation(TASK);
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause())
                .startsWith(
                        "it averages the means of batches, the last of which is smaller: over examples the loss is ");
        assertThat(finding.fix()).isEqualTo("add up the losses of all examples, and divide by their number at the end");
    }

    @Test
    void fails_when_dropout_is_on_while_it_evaluates() {
        Finding finding = found(program -> inTrainingMode(program));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("a second evaluation says ");
        assertThat(finding.fix()).startsWith("net.eval() before it");
    }

    @Test
    void fails_when_something_is_added_to_the_loss() {
        Finding finding = found(program -> {
            Evaluation plain = Evaluation.of(program, program.evaluation());
            double[] losses =
                    Arrays.stream(plain.losses()).map(loss -> loss + 0.01).toArray();
            return new Evaluation(TASK, plain.ids(), losses, plain.outputs(), plain.targets());
        });

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).startsWith("in evaluation mode the mean loss over the same examples is ");
        assertThat(finding.fix()).endsWith("without what is added for training");
    }

    @Test
    void passes_when_each_number_of_an_example_is_a_row_of_its_own() {
        assertThat(numbers(1).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_each_number_of_an_example_counts_twice() {
        Finding finding = numbers(2);

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).endsWith("predictions count for more than one");
    }

    /** Three numbers for each example, and a row for what they add up to. */
    @Test
    void passes_when_every_example_has_as_many_rows_of_the_authors_own() {
        Finding finding = new WholeTestSet()
                .run(Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 5, 24, 3),
                                (row, epoch, slot) -> gaussians(row, 5),
                                (row, epoch, slot) -> Arrays.copyOf(gaussians(row, 5), 3)) {
                            @Override
                            public Evaluation evaluate() {
                                net.eval();
                                Gathered all = new Gathered();
                                for (Batch batch : evaluation()) {
                                    try (batch;
                                            NoGrad off = NoGrad.open()) {
                                        Tensor output = withTotal(forward(batch));
                                        Tensor target = withTotal(batch.target());
                                        all.add(
                                                Arrays.stream(batch.ids())
                                                        .flatMap(id -> LongStream.of(id, id, id, id))
                                                        .toArray(),
                                                Losses.mseEach(output, target).toDoubles(),
                                                output.toFloats(),
                                                target.toFloats());
                                    }
                                }
                                return all.evaluation(task());
                            }
                        }));

        assertThat(finding.outcome()).as(finding.cause()).isEqualTo(Outcome.PASS);
    }

    private static Tensor withTotal(Tensor three) {
        return Tensor.cat(List.of(three, three.sum(1).unsqueeze(1)), 1);
    }

    /** Three numbers for each example, evaluated one by one, {@code times} over. */
    private static Finding numbers(int times) {
        return new WholeTestSet()
                .run(Subject.of(seed ->
                        new Fed(
                                seed,
                                Task.regression(),
                                new Mlp(seed, 5, 24, 3),
                                (row, epoch, slot) -> gaussians(row, 5),
                                (row, epoch, slot) -> Arrays.copyOf(gaussians(row, 5), 3)) {
                            @Override
                            public Evaluation evaluate() {
                                net.eval();
                                Gathered all = new Gathered();
                                for (int i = 0; i < times; i++) {
                                    for (Batch batch : evaluation()) {
                                        try (batch;
                                                NoGrad off = NoGrad.open()) {
                                            Tensor output = forward(batch);
                                            all.add(
                                                    Arrays.stream(batch.ids())
                                                            .flatMap(id -> LongStream.of(id, id, id))
                                                            .toArray(),
                                                    Losses.mseEach(output, batch.target())
                                                            .toDoubles(),
                                                    output.toFloats(),
                                                    batch.target().toFloats());
                                        }
                                    }
                                }
                                return all.evaluation(task());
                            }
                        }));
    }

    private static float[] gaussians(int row, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) RandomStream.of(6, "numbers").at(row).gaussian(i);
        }
        return numbers;
    }

    /** As if net.eval() had been forgotten. */
    private static Evaluation inTrainingMode(MadeProgram program) {
        Gathered all = new Gathered();
        program.net().train();
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                var output = program.forward(batch);
                all.add(
                        batch.ids(),
                        TASK.lossEach(output, batch.target()).toDoubles(),
                        output.toFloats(),
                        batch.target().toFloats());
            }
        }
        return all.evaluation(TASK);
    }

    private static Finding found(Function<MadeProgram, Evaluation> evaluate) {
        return new WholeTestSet()
                .run(Subject.of(
                        seed -> new MadeProgram(MadeData.BLOBS, TASK, new Mlp(seed, 0.5, 8, 32, 4), 3e-3, 32, seed) {
                            @Override
                            public Evaluation evaluate() {
                                return evaluate.apply(this);
                            }
                        }));
    }
}
