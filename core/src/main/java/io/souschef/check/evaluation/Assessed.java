package io.souschef.check.evaluation;

import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Glance;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program is trained for a few steps and evaluated: as the package does it, over the evaluation split; and as the program does
 * it, watched. What the program's evaluation changes is seen from copies taken before.
 */
public record Assessed() implements Probe<Assessed.View> {
    private static final int STEPS = 12;

    /** Predictions that are made in training mode, too. */
    private static final int IN_TRAINING = 256;

    /** Passes for each example: flips are two to four, draws five or more. */
    static final double OFTEN = 4.5;

    /** Batches of an evaluation split that is gone through as often as need be. */
    private static final int SHORT = 8;

    /**
     * @param canonical over the evaluation split, every example once, in evaluation mode
     * @param sizes of the evaluation batches
     * @param batchLosses canonical, of each batch
     * @param batchMetrics canonical, of each batch
     * @param ownLoss by the program's own loss, in evaluation mode, the mean over predictions; of a few batches where the program's
     *     numbers are the canonical ones
     * @param ownLossOverBatches the same, the mean over batches
     * @param trainingMode the first of the canonical outputs, but in training mode
     * @param user what the program's evaluation gives
     * @param again what it gives when asked again
     * @param reported the number that the program reports
     * @param ownReport whether the author has written how it is made
     * @param inTraining layers in training mode while the program evaluated, by name; none where a pass in evaluation mode, as long at
     *     least, came after: then that one made the predictions
     * @param drawn layers that drew random numbers while the program evaluated
     * @param parameters that the evaluation changed
     * @param buffers that it changed
     * @param gradients that it changed
     * @param views operations of layers in the program's evaluation for one in the canonical one: 2 where it looks at every example
     *     twice, as it is and mirrored, say
     * @param floors the program's own loss for perfect answers, once sure and once surer, and how far
     *     that differs with the wrong class that is least likely; NaN where it can't be asked
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            Evaluation canonical,
            List<Integer> sizes,
            double[] batchLosses,
            double[] batchMetrics,
            double ownLoss,
            double ownLossOverBatches,
            float[] trainingMode,
            Evaluation user,
            Evaluation again,
            double reported,
            boolean ownReport,
            List<String> inTraining,
            List<String> drawn,
            List<String> parameters,
            List<String> buffers,
            List<String> gradients,
            double views,
            double[] floors) {

        /** Whether the net gives other outputs in training mode. */
        public boolean modeMatters() {
            return differ(Arrays.copyOf(canonical.outputs(), trainingMode.length), trainingMode);
        }

        /** Whether the program's numbers are those of the canonical evaluation. */
        public boolean agrees() {
            return user.size() == canonical.size()
                    && close(user.loss(), canonical.loss())
                    && close(user.metric(), canonical.metric());
        }

        /**
         * Whether it draws for each example several times, and BatchNorm doesn't learn from it: who takes the mean of so many passes has dropout on
         * on purpose (Gal and Ghahramani 2016), or looks at as many crops by mistake.
         */
        public boolean drawsOften() {
            return views > OFTEN && !drawn.isEmpty() && buffers.isEmpty();
        }

        /** Whether what is reported is the metric, or something that this can't know. */
        public boolean reportsMetric() {
            return close(reported, canonical.metric());
        }

        /** Whether the reported number has to be looked at on its own; early in training two accuracies may be equal by chance. */
        public boolean reportsOtherwise() {
            return ownReport || !reportsMetric();
        }
    }

    /** Equal to about five digits. */
    public static boolean close(double a, double b) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= 2e-5 * (1e-3 + Math.max(Math.abs(a), Math.abs(b)));
    }

    private static boolean differ(float[] a, float[] b) {
        double size = 0;
        double off = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] == b[i] && Float.isInfinite(a[i])) {
                continue; // a mask
            }
            size = Math.max(size, Math.abs(a[i]));
            off = Math.max(off, Math.abs(a[i] - b[i]));
        }
        return off > 1e-3 * Math.max(1e-6, size);
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
                    train(program);
                    return program.evaluation().count() > SHORT ? brief(program) : Optional.of(assessed(program));
                })
                .orElseGet(() -> subject.fresh(program -> {
                    train(program);
                    return assessed(program);
                }));
    }

    /** The steps after which it is assessed. */
    static void train(TrainingProgram program) {
        Batches training = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(STEPS, training.count()); b++) {
            try (Batch batch = training.open(b)) {
                program.step(batch);
            }
        }
    }

    /** In full: the plain evaluation before the program's, which may change the net. */
    private static View assessed(TrainingProgram program) {
        Plain plain = Plain.of(program, program.evaluation());
        float[] trainingMode = inTrainingMode(program);
        Observed user = Observed.of(program);
        program.net().train();
        Evaluation again = program.evaluate();
        program.net().train();
        return view(program, plain, plain.evaluation(), plain.sizes(), trainingMode, user, again, program.reported());
    }

    /**
     * The same from one pass over the split, the program's: where what a few batches say anew is what that said of them, the rest is
     * believed. Nothing where the two differ, or the net is no longer what it was.
     */
    private static Optional<View> brief(TrainingProgram program) {
        Batches all = program.evaluation();
        Plain few = Plain.of(program, Glance.at(all));
        float[] trainingMode = inTrainingMode(program);
        Observed user = Observed.of(program);
        Evaluation whole = user.evaluation();
        return sizes(program, few, user, all)
                .map(each -> view(
                        program,
                        few,
                        whole,
                        each,
                        trainingMode,
                        user,
                        Repeated.again(program, few, whole, each.length),
                        Repeated.reported(program, few, whole, each)));
    }

    private static Optional<int[]> sizes(TrainingProgram program, Plain few, Observed user, Batches all) {
        try {
            return user.leavesAlone() ? few.sizesIn(program, user.evaluation(), all) : Optional.empty();
        } catch (RuntimeException ofAnotherShape) {
            return Optional.empty();
        }
    }

    private static View view(
            TrainingProgram program,
            Plain plain,
            Evaluation canonical,
            int[] sizes,
            float[] trainingMode,
            Observed user,
            Evaluation again,
            double reported) {
        List<Integer> each = Arrays.stream(sizes).boxed().toList();
        double[][] perBatch = perBatch(canonical, each);
        return new View(
                canonical,
                each,
                perBatch[0],
                perBatch[1],
                plain.ownLoss(),
                plain.ownLossOverBatches(),
                trainingMode,
                user.evaluation(),
                again,
                reported,
                isOwnReport(program),
                user.inTraining(),
                user.drawn(),
                user.parameters(),
                user.buffers(),
                user.gradients(),
                user.operations() / plain.operationsIn(sizes.length),
                Floors.of(program, program.task()));
    }

    private static boolean isOwnReport(TrainingProgram program) {
        try {
            return Subject.classOf(program).getMethod("reported").getDeclaringClass() != TrainingProgram.class;
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The first outputs in training mode, with the buffers put back after it. */
    private static float[] inTrainingMode(TrainingProgram program) {
        List<float[]> outputs = new ArrayList<>();
        try (Scope scope = Scope.open("training mode");
                NoGrad off = NoGrad.open()) {
            Map<String, Tensor> before = new LinkedHashMap<>();
            program.net().buffers().forEach((name, tensor) -> before.put(name, tensor.copy()));
            Batches batches = program.evaluation();
            for (int b = 0, rows = 0; b < batches.count() && rows < IN_TRAINING; b++) {
                try (Batch batch = batches.open(b)) {
                    program.net().train();
                    Task.Predictions each = program.task().predictions(training(program, batch), batch.target());
                    outputs.add(each.output().toFloats());
                    rows += each.example().length;
                }
            }
            before.forEach((name, copy) ->
                    Objects.requireNonNull(program.net().buffers().get(name)).copyInPlace(copy));
        }
        int n = outputs.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[n];
        int at = 0;
        for (float[] part : outputs) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Batches of one don't go through BatchNorm in training mode; they count as they are in evaluation mode. */
    private static Tensor training(TrainingProgram program, Batch batch) {
        try {
            return program.forward(batch);
        } catch (io.souschef.nn.WrongInput alone) {
            program.net().eval();
            return program.forward(batch);
        }
    }

    /** Losses and metrics of batches of these sizes, in predictions. */
    static double[][] perBatch(Evaluation all, List<Integer> sizes) {
        double[] losses = new double[sizes.size()];
        double[] metrics = new double[sizes.size()];
        double[] merits = all.merits();
        int at = 0;
        for (int b = 0; b < losses.length; b++) {
            int to = Math.min(merits.length, at + sizes.get(b));
            losses[b] = Arrays.stream(all.losses(), at, to).average().orElse(Double.NaN);
            metrics[b] =
                    all.task().metric(Arrays.stream(merits, at, to).average().orElse(Double.NaN));
            at = to;
        }
        return new double[][] {losses, metrics};
    }
}
