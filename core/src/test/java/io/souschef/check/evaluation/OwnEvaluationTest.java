package io.souschef.check.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Check;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Evaluations that their authors wrote, as papers and tutorials have them, beside what looks like them. */
class OwnEvaluationTest {
    private static Finding found(Check check, LongFunction<Fed> make) {
        return Fed.found(check, Subject.of(make));
    }

    private static void is(Outcome wanted, Finding finding) {
        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(wanted);
    }

    private static final class Dropping extends Layer {
        private final Linear in = add("in", new Linear(5, 24));
        private final Dropout drop = add("drop", new Dropout(0.3));
        private final Linear out = add("out", new Linear(24, 3));

        Dropping(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(drop.forward(in.forward(x).relu()));
        }
    }

    /** Gal and Ghahramani 2016: dropout alone is on, or the whole net is in training mode, and the mean of some passes counts. */
    private static final class Repeating extends Fed {
        private final int passes;
        private final boolean dropoutAlone;

        Repeating(long seed, int passes, boolean dropoutAlone) {
            super(
                    seed,
                    Task.classification(3),
                    new Dropping(seed),
                    (row, epoch, slot) -> features(row, 5),
                    (row, epoch, slot) -> new float[] {row % 3});
            this.passes = passes;
            this.dropoutAlone = dropoutAlone;
        }

        @Override
        public Evaluation evaluate() {
            Gathered all = new Gathered();
            net.training(!dropoutAlone);
            ((Dropping) net).drop.training(true);
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor sum = Tensor.zeros(batch.size(), 3);
                    for (int pass = 0; pass < passes; pass++) {
                        sum = sum.add(forward(batch).softmax(1));
                    }
                    Tensor output = sum.div(passes).log();
                    all.add(
                            batch.ids(),
                            task().lossEach(output, batch.target()).toDoubles(),
                            output.toFloats(),
                            batch.target().toFloats());
                }
            }
            net.train();
            return all.evaluation(task());
        }
    }

    @Test
    void dropout_that_is_on_for_several_passes_is_meant() {
        is(Outcome.PASS, found(new EvaluationInTrainingMode(), seed -> new Repeating(seed, 10, true)));
        is(Outcome.WARN, found(new EvaluationInTrainingMode(), seed -> new Repeating(seed, 10, false)));
        is(Outcome.FAIL, found(new EvaluationInTrainingMode(), seed -> new Repeating(seed, 1, false)));
    }

    /** Asks how the inputs would have to change, which leaves gradients; the step clears them before its own, or after it. */
    private static final class Asking extends Fed {
        private final boolean before;

        Asking(long seed, boolean before) {
            super(seed, 5, 3);
            this.before = before;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            if (before) {
                optimizer.zeroGrad();
            }
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            if (!before) {
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Evaluation evaluate() {
            try (Batch batch = evaluation().open(0)) {
                loss(forward(batch), batch).backward();
            }
            return super.evaluate();
        }
    }

    @Test
    void gradients_that_are_left_behind_matter_where_the_next_step_has_them() {
        is(Outcome.PASS, found(new EvaluationChangesTheNet(), seed -> new Asking(seed, true)));
        is(Outcome.FAIL, found(new EvaluationChangesTheNet(), seed -> new Asking(seed, false)));
    }

    /** What a teacher says counts for half, in training and where it is evaluated; or all classes alike. */
    private static final class Taught extends Fed {
        private final Mlp teacher;
        private final boolean taught;

        Taught(long seed, boolean taught) {
            super(seed, 5, 3);
            this.taught = taught;
            this.teacher = new Mlp(7, 5, 24, 3);
        }

        private Tensor each(Tensor output, Batch batch) {
            Tensor said = output.logSoftmax(1);
            Tensor soft = taught
                    ? teacher.forward(batch.input()).mul(20).softmax(1).detach()
                    : Tensor.full(1 / 3.0, batch.size(), 3);
            return Losses.crossEntropyEach(output, batch.target())
                    .mul(0.8)
                    .sub(said.mul(soft).sum(1).mul(0.2));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return each(output, batch).mean();
        }

        @Override
        public double reported() {
            double sum = 0;
            net.eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    sum += each(forward(batch), batch).sum().item();
                }
            }
            net.train();
            return sum / (ALL - TRAIN);
        }

        @Override
        public void close() {
            teacher.close();
            super.close();
        }
    }

    @Test
    void a_teacher_is_no_label_smoothing() {
        is(Outcome.WARN, found(new LabelSmoothingInEvaluation(), seed -> new Taught(seed, true)));
        is(Outcome.FAIL, found(new LabelSmoothingInEvaluation(), seed -> new Taught(seed, false)));
    }

    /** Numbers that are evaluated one by one, or in batches of which the last is smaller. */
    private static final class Absolute extends Fed {
        private final int size;

        Absolute(long seed, int size) {
            super(
                    seed,
                    Task.regression(),
                    new Mlp(seed, 5, 24, 1),
                    (row, epoch, slot) -> features(row, 5),
                    (row, epoch, slot) -> new float[] {features(row, 5)[0]});
            this.size = size;
        }

        @Override
        public Batches evaluation() {
            Batches all = super.evaluation();
            return size > 0 ? all : Batches.of(ALL - TRAIN, ALL - TRAIN, row -> one(row));
        }

        private static Batch one(int row) {
            float[] x = features(TRAIN + row, 5);
            return Batch.open(
                    "one",
                    () -> Batch.Content.of(
                            Tensor.of(x, 1, 5), Tensor.of(new float[] {x[0]}, 1, 1), new long[] {TRAIN + row}));
        }

        @Override
        public double reported() {
            double sum = 0;
            int count = 0;
            net.eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor square = forward(batch).sub(batch.target()).pow(2).mean();
                    sum += Math.sqrt(square.item());
                    count++;
                }
            }
            net.train();
            return sum / count;
        }
    }

    @Test
    void the_mean_over_batches_of_one_is_over_examples() {
        is(Outcome.PASS, found(new MeanOfBatchMeans(), seed -> new Absolute(seed, 0)));
        is(Outcome.FAIL, found(new MeanOfBatchMeans(), seed -> new Absolute(seed, 16)));
    }

    /** How a sum of right answers, or of the losses of batches, is divided. */
    private interface Divided {
        double by(double right, double losses, int examples, int batches);
    }

    private static Finding divided(Divided how) {
        return found(new MeanOfBatchMeans(), seed -> new Fed(seed, 5, 3) {
            @Override
            public double reported() {
                double right = 0;
                double losses = 0;
                int examples = 0;
                int batches = 0;
                net.eval();
                for (Batch batch : evaluation()) {
                    try (batch;
                            NoGrad off = NoGrad.open()) {
                        Tensor output = forward(batch);
                        right += output.argmax(1)
                                .eq(batch.target())
                                .to(DType.FLOAT32)
                                .sum()
                                .item();
                        losses += loss(output, batch).item();
                        examples += batch.size();
                        batches++;
                    }
                }
                net.train();
                return how.by(right, losses, examples, batches);
            }
        });
    }

    @Test
    void a_sum_is_divided_by_what_it_is_the_sum_of() {
        is(Outcome.PASS, divided((right, losses, examples, batches) -> right / examples));
        is(Outcome.FAIL, divided((right, losses, examples, batches) -> right / batches / Fed.BATCH));
        is(Outcome.FAIL, divided((right, losses, examples, batches) -> right / batches));
        is(Outcome.FAIL, divided((right, losses, examples, batches) -> losses / batches));
        is(Outcome.FAIL, divided((right, losses, examples, batches) -> losses / examples));
    }

    @Test
    void the_same_targets_in_another_unit_are_no_other_targets() {
        is(
                Outcome.PASS,
                found(
                        new MetricWrong(),
                        seed ->
                                new Fed(
                                        seed,
                                        Task.regression(),
                                        new Mlp(seed, 5, 24, 1),
                                        (row, epoch, slot) -> Fed.features(row, 5),
                                        (row, epoch, slot) -> new float[] {Fed.features(row, 5)[0]}) {
                                    @Override
                                    public Evaluation evaluate() {
                                        Evaluation plain = super.evaluate();
                                        return new Evaluation(
                                                Task.regression(200_000, 50_000, "EUR"),
                                                plain.ids(),
                                                plain.losses(),
                                                plain.outputs(),
                                                plain.targets());
                                    }
                                }));
    }

    /** Gathers the gradients of eight batches; an evaluation asks how inputs would have to change, and clears what that leaves. */
    private static final class Gathering extends Fed {
        private static final int EACH = 8;
        private int calls;

        Gathering(long seed) {
            super(seed, 5, 3);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.div(EACH).backward();
            if (++calls % EACH == 0) {
                optimizer.step();
                optimizer.zeroGrad();
            }
            return loss.item();
        }

        @Override
        public Evaluation evaluate() {
            try (Batch batch = evaluation().open(0)) {
                loss(forward(batch), batch).backward();
            }
            optimizer.zeroGrad();
            return super.evaluate();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withAccumulation(EACH);
        }
    }

    @Test
    void an_evaluation_comes_between_two_updates() {
        is(Outcome.PASS, found(new EvaluationChangesTheNet(), Gathering::new));
    }

    /** Groups of different sizes, one in each batch. */
    private static final class Grouped extends Fed {
        private static final int[] SIZES = {4, 16, 10, 14, 6, 12, 8, 15, 5, 16, 9, 5};

        Grouped(long seed) {
            super(seed, 5, 3);
        }

        @Override
        public Batches evaluation() {
            return Batches.of(SIZES.length, ALL - TRAIN, group -> {
                int from = TRAIN + Arrays.stream(SIZES, 0, group).sum();
                return batches(IntStream.range(from, from + SIZES[group]).toArray(), -1)
                        .open(0);
            });
        }

        @Override
        public double reported() {
            double sum = 0;
            net.eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    sum += metric(forward(batch), batch.target());
                }
            }
            net.train();
            return sum / SIZES.length;
        }
    }

    @Test
    void groups_may_count_alike_on_purpose() {
        is(Outcome.WARN, found(new MeanOfBatchMeans(), Grouped::new));
    }

    /** After twelve steps the number is what the mean over batches, divided by the number of examples, is; later it isn't. */
    private static final class Meeting extends Fed {
        private int calls;

        Meeting(long seed) {
            super(seed, 5, 3);
        }

        @Override
        public double step(Batch batch) {
            calls++;
            return super.step(batch);
        }

        @Override
        public double reported() {
            double accuracies = 0;
            net.eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    accuracies += metric(forward(batch), batch.target());
                }
            }
            net.train();
            return calls == 12 ? accuracies / (ALL - TRAIN) : 0.5;
        }
    }

    @Test
    void a_number_that_meets_another_once_is_not_made_of_it() {
        is(Outcome.PASS, found(new MeanOfBatchMeans(), Meeting::new));
    }

    private static final class Normed extends Layer {
        private final Linear in = add("in", new Linear(5, 24));
        private final BatchNorm1d norm = add("norm", new BatchNorm1d(24));
        private final Dropout drop = add("drop", new Dropout(0.3));
        private final Linear out = add("out", new Linear(24, 3));

        Normed(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return out.forward(drop.forward(norm.forward(in.forward(x)).relu()));
        }
    }

    private static Finding reportsOfPasses(LongFunction<Layer> net) {
        return found(
                new EvaluationInTrainingMode(),
                seed ->
                        new Fed(
                                seed,
                                Task.classification(3),
                                net.apply(seed),
                                (row, epoch, slot) -> Fed.features(row, 5),
                                (row, epoch, slot) -> new float[] {row % 3}) {
                            @Override
                            public double reported() {
                                net().train();
                                double right = 0;
                                for (Batch batch : evaluation()) {
                                    try (batch;
                                            NoGrad off = NoGrad.open()) {
                                        Tensor sum = Tensor.zeros(batch.size(), 3);
                                        for (int pass = 0; pass < 10; pass++) {
                                            sum = sum.add(forward(batch).softmax(1));
                                        }
                                        right += batch.size() * metric(sum.log(), batch.target());
                                    }
                                }
                                return right / (ALL - TRAIN);
                            }
                        });
    }

    @Test
    void passes_from_which_a_norm_learns_are_a_mistake_in_what_is_reported_too() {
        is(Outcome.WARN, reportsOfPasses(Dropping::new));
        is(Outcome.FAIL, reportsOfPasses(Normed::new));
    }
}
