package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.HashMap;
import java.util.Map;

/** The loss on the first few batches, before training and after each pass over them. */
record FirstSteps() implements Probe<FirstSteps.Measured> {
    private static final int BATCHES = 4, PASSES = 8, EVERY = 2;

    /** Steps that are waited for, where no weight has moved. */
    private static final int LONG = 256;

    /**
     * @param losses the task's, before and after every second pass
     * @param passes after which
     * @param ownFell how much the program's own loss falls, of itself; NaN where it is below zero, and of classes or tokens
     * @param moved whether any parameter did
     * @param movedLater whether one did in an epoch, or its first {@value #LONG} steps, and at its end, where none did before
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(
            double[] losses,
            double[] passes,
            double ownFell,
            int steps,
            long examples,
            boolean moved,
            boolean movedLater,
            String unit) {
        double before() {
            return losses[0];
        }

        double after() {
            return losses[losses.length - 1];
        }
    }

    @Override
    public Measured measure(Subject subject) {
        return subject.fresh(FirstSteps::on);
    }

    private static Measured on(TrainingProgram program) {
        Batches first = Portion.of(program, program.training(0)).first(BATCHES);
        if (first.count() == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        Map<String, Double> weights = sums(program);
        boolean regression = program.task() instanceof Task.Regression;
        double[] losses = new double[PASSES / EVERY + 1];
        double[] passes = new double[losses.length];
        losses[0] = loss(program, first, false);
        double own = loss(program, first, true);
        long examples = 0;
        for (int pass = 1; pass <= PASSES; pass++) {
            for (Batch batch : first) {
                try (batch) {
                    program.step(batch);
                    examples += pass == 1 ? batch.size() : 0;
                }
            }
            if (pass % EVERY == 0) {
                losses[pass / EVERY] = loss(program, first, false);
                passes[pass / EVERY] = pass;
            }
        }
        double ownAfter = loss(program, first, true);
        boolean moved = !weights.equals(sums(program));
        return new Measured(
                losses,
                passes,
                regression || (own > 0 && ownAfter >= 0) ? (own - ownAfter) / Math.abs(own) : Double.NaN,
                PASSES * first.count(),
                examples,
                moved,
                !moved && movesLater(program, weights),
                program.task().lossUnit());
    }

    /** A batch may be gathered from many more, and an epoch be a batch. */
    private static boolean movesLater(TrainingProgram program, Map<String, Double> weights) {
        Batches epoch = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(LONG, epoch.count()); b++) {
            try (Batch batch = epoch.open(b)) {
                program.step(batch);
            }
        }
        program.epochEnded(0);
        return !weights.equals(sums(program));
    }

    private static double loss(TrainingProgram program, Batches batches, boolean own) {
        double sum = 0;
        long examples = 0;
        for (Batch batch : batches) {
            try (batch) {
                sum += (own ? FewSteps.ownLossInTraining(program, batch) : FewSteps.lossInTraining(program, batch))
                        * batch.size();
                examples += batch.size();
            }
        }
        return sum / examples;
    }

    /** Not a mean of squares: a step may turn a weight around. */
    private static Map<String, Double> sums(TrainingProgram program) {
        Map<String, Double> sums = new HashMap<>();
        program.net().parameters().forEach((name, parameter) -> sums.put(name, sum(parameter)));
        return sums;
    }

    private static double sum(Tensor parameter) {
        double sum = 0;
        for (double weight : parameter.toDoubles()) {
            sum = sum * 1.000001 + weight;
        }
        return sum;
    }
}
