package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The task's loss of fresh nets in training mode, each on a few examples, beside what one that knows nothing would have on all of them. */
record FreshLoss() implements Probe<FreshLoss.Measured> {
    static final int NETS = 10;
    private static final int EXAMPLES = 128;

    /**
     * Nats. Over 40 seeds x 15 healthy programs, 2 to 100 classes, with BatchNorm, LayerNorm or none: 0.09 below what is expected to 0.11
     * above, and linear classifiers up to 0.33 above. With the head's weights ten times too large and balanced classes 1.25 to 3.0
     * above; three times too large is 0.16 to 0.45, which can't be told from healthy. Programs of eight people who didn't know the check, and
     * the gallery, seed 1: with convolutions as He et al. draw them, or a head that is the embedding, sound ones up to 1.14; with a bug that
     * it shows 1.37 and more.
     */
    private static final double BELOW = 0.25, ABOVE = 0.6, SURELY_ABOVE = 1.25;

    /**
     * Of the variance, for numbers. Over 40 seeds x 2 healthy programs: 0.93 to 1.25; with the head's weights ten times too large 5.2 to 9.0;
     * targets of mean 50 and deviation 10 without a bias 26.
     */
    private static final double LOWEST_SHARE = 0.6, HIGHEST_SHARE = 2.5;

    /**
     * Where layers below the head are pretrained: they put out more than fresh ones do. Over 3 x 10 seeds of 5 healthy programs with a
     * loaded backbone 0.66 to 1.47 above; with the head ten times too large 14 to 23.
     */
    private static final double ABOVE_BORROWED = 4, HIGHEST_BORROWED = 10;

    private static final String VARIANCE = "the variance of the targets";

    /**
     * @param rule what the expected value is
     * @param lowest that is allowed
     * @param highest that is allowed
     * @param surely what is too high beyond doubt
     * @param centred what it would be if the outputs had the mean of the targets; of classes the same
     * @param examples that each net sees
     */
    record Measured(
            double mean,
            String rule,
            double expected,
            double lowest,
            double highest,
            double surely,
            double centred,
            String unit,
            int nets,
            int examples) {
        boolean ofClasses() {
            return !rule.equals(VARIANCE);
        }

        /** What is allowed at least, where nets whose weights know nothing lose {@code unlearnt}: what the inputs alone tell, they may. */
        double lowestBeside(double unlearnt) {
            return Math.min(lowest, unlearnt * lowest / expected);
        }
    }

    @Override
    public Measured measure(Subject subject) {
        double[] losses = new double[NETS];
        Targets targets = new Targets();
        for (int i = 0; i < NETS; i++) {
            targets.next();
            losses[i] = subject.fresh(subject.seed() + i, program -> loss(program, targets));
        }
        double mean = Arrays.stream(losses).average().orElseThrow();
        if (!Double.isFinite(mean)) {
            throw new CouldNotJudge("the loss of a fresh net is %s", mean);
        }
        Task task = targets.task();
        boolean borrowed = subject.measured(new Borrowed()).some();
        return task instanceof Task.Regression
                ? numbers(mean, targets, task, borrowed)
                : classes(mean, targets, task, borrowed);
    }

    /** The task's loss of this net on its first examples, and how their targets are distributed. */
    static double loss(TrainingProgram program, Targets targets) {
        if (program.net().parameters().isEmpty()) {
            throw new CouldNotJudge("the net has no parameters: it never starts to learn");
        }
        program.net().train();
        Batches batches = Portion.of(program, program.training(0));
        double sum = 0;
        int count = 0;
        for (int b = 0; b < batches.count() && count < EXAMPLES; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                double loss = program.task().loss(output, batch.target()).item();
                targets.said(output.mean().item(), batch.size());
                sum += loss * batch.size();
                count += batch.size();
                targets.add(program.task(), batch.target().toDoubles(), batch.size());
            }
        }
        if (count == 0) {
            throw new CouldNotJudge("the training split has no batch");
        }
        return sum / count;
    }

    private static Measured classes(double mean, Targets targets, Task task, boolean borrowed) {
        double even = targets.even();
        double entropy = targets.entropy();
        return new Measured(
                mean,
                "%s, or %.4f when the final bias is set to the shares".formatted(targets.rule(), entropy),
                even,
                Math.min(even, entropy) - BELOW * Math.min(1, Math.max(entropy, 0.2)),
                even + (borrowed ? ABOVE_BORROWED : ABOVE),
                even + (borrowed ? ABOVE_BORROWED : SURELY_ABOVE),
                mean,
                task.lossUnit(),
                NETS,
                targets.examples() / NETS);
    }

    private static Measured numbers(double mean, Targets targets, Task task, boolean borrowed) {
        double variance = targets.variance();
        if (!(variance > 0)) {
            throw new CouldNotJudge("all targets are equal");
        }
        return new Measured(
                mean,
                VARIANCE,
                variance,
                LOWEST_SHARE * variance,
                (borrowed ? HIGHEST_BORROWED : HIGHEST_SHARE) * variance,
                (borrowed ? HIGHEST_BORROWED : HIGHEST_SHARE) * variance,
                mean - targets.offset(),
                task.lossUnit(),
                NETS,
                targets.examples() / NETS);
    }
}
