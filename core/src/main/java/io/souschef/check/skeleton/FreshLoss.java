package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The task's loss of fresh nets in training mode, beside what one that knows nothing would have on the same targets. */
record FreshLoss() implements Probe<FreshLoss.Measured> {
    private static final int NETS = 5;
    private static final int EXAMPLES = 512;
    private static final int BATCHES = 10;

    /**
     * Nats above and below. Mean of 5 fresh nets, 40 times each: nets with BatchNorm, 0.01 to 0.10 above ln K (2 to 100 classes);
     * without any norm, −0.01 to 0.16. With the head's weights ten times too large, 0.5 at least.
     */
    private static final double NATS = 0.25;

    /**
     * Of the variance, for numbers. Mean of 5 fresh nets, 40 times each: 0.95 to 1.4 times the variance; targets of mean 2 and
     * deviation 1 without a bias give 5.
     */
    private static final double LOWEST_SHARE = 0.6, HIGHEST_SHARE = 2.5;

    /**
     * @param rule what the expected value is
     * @param lowest that is allowed
     * @param highest that is allowed
     */
    record Measured(
            double mean,
            String rule,
            double expected,
            double lowest,
            double highest,
            String unit,
            int nets,
            int examples) {}

    @Override
    public Measured measure(Subject subject) {
        double[] losses = new double[NETS];
        Targets targets = new Targets();
        for (int i = 0; i < NETS; i++) {
            boolean first = i == 0;
            losses[i] = subject.fresh(subject.seed() + i, program -> loss(program, first ? targets : new Targets()));
        }
        double mean = Arrays.stream(losses).average().orElseThrow();
        if (!Double.isFinite(mean)) {
            throw new CouldNotJudge("the loss of a fresh net is %s", mean);
        }
        Task task = targets.task();
        return task instanceof Task.Regression ? numbers(mean, targets, task) : classes(mean, targets, task);
    }

    private static double loss(TrainingProgram program, Targets targets) {
        program.net().train();
        Batches batches = program.training(0);
        double sum = 0;
        int count = 0;
        for (int b = 0; b < Math.min(BATCHES, batches.count()) && count < EXAMPLES; b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                double loss = program.task()
                        .loss(program.forward(batch), batch.target())
                        .item();
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

    private static Measured classes(double mean, Targets targets, Task task) {
        double even = targets.even();
        double entropy = targets.entropy();
        return new Measured(
                mean,
                "%s, or %.4f when the final bias is set to the shares".formatted(targets.rule(), entropy),
                even,
                Math.min(even, entropy) - NATS * Math.min(1, Math.max(entropy, 0.2)),
                even + NATS,
                task.lossUnit(),
                NETS,
                targets.examples());
    }

    private static Measured numbers(double mean, Targets targets, Task task) {
        double variance = targets.variance();
        if (!(variance > 0)) {
            throw new CouldNotJudge("all targets are equal");
        }
        return new Measured(
                mean,
                "the variance of the targets",
                variance,
                LOWEST_SHARE * variance,
                HIGHEST_SHARE * variance,
                task.lossUnit(),
                NETS,
                targets.examples());
    }
}
