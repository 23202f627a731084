package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.HashMap;
import java.util.Map;

/** The loss on the first few batches, before training and after each pass over them. */
record FirstSteps() implements Probe<FirstSteps.Measured> {
    private static final int BATCHES = 4, PASSES = 8;

    /**
     * @param losses the task's, before and after each pass
     * @param own the program's own loss, likewise
     * @param moved whether any parameter did
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Measured(double[] losses, double[] own, int steps, long examples, boolean moved, String unit) {
        double before() {
            return losses[0];
        }

        double after() {
            return losses[losses.length - 1];
        }

        /** How much the program's own loss falls, of itself. */
        double ownFell() {
            return (own[0] - own[own.length - 1]) / Math.abs(own[0]);
        }
    }

    @Override
    public Measured measure(Subject subject) {
        return subject.fresh(FirstSteps::on);
    }

    private static Measured on(TrainingProgram program) {
        Batches first = program.training(0).first(BATCHES);
        if (first.count() == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        Map<String, Double> weights = sums(program);
        double[] losses = new double[PASSES + 1];
        double[] own = new double[PASSES + 1];
        long examples = 0;
        losses[0] = loss(program, first, false);
        own[0] = loss(program, first, true);
        for (int pass = 1; pass < losses.length; pass++) {
            examples = 0;
            for (Batch batch : first) {
                try (batch) {
                    examples += batch.size();
                    program.step(batch);
                }
            }
            losses[pass] = loss(program, first, false);
            own[pass] = loss(program, first, true);
        }
        boolean moved = !weights.equals(sums(program));
        return new Measured(
                losses,
                own,
                PASSES * first.count(),
                examples,
                moved,
                program.task().lossUnit());
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
