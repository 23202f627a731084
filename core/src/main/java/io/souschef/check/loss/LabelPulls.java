package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** How hard a yes pulls beside a no, where the net is undecided about each label, and how frequent it is beside it. */
record LabelPulls() implements Probe<LabelPulls.View> {
    private static final int BATCHES = 20;

    /** Log odds beyond which yes and no are not as frequent. */
    private static final double UNEVEN = 0.7;

    /**
     * Over the labels that are rare, or common.
     *
     * @param odds of a yes, geometric mean
     * @param weight of a yes beside a no, geometric mean
     * @param slope of log weight over log odds, through the origin
     */
    record View(double odds, double weight, double slope) {}

    @Override
    public View measure(Subject subject) {
        return subject.fresh(LabelPulls::of);
    }

    private static View of(TrainingProgram program) {
        int labels = program.task().outputs();
        double[][] count = new double[2][labels];
        double[][] pull = new double[2][labels];
        Batches batches = program.training(0);
        for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
            try (Batch batch = batches.open(b)) {
                add(program, batch, labels, count, pull);
            }
        }
        double xx = 0;
        double xy = 0;
        double odds = 0;
        double weight = 0;
        int uneven = 0;
        for (int l = 0; l < labels; l++) {
            double x = Math.log(count[1][l] / count[0][l]);
            double y = Math.log(pull[1][l] / count[1][l]) - Math.log(pull[0][l] / count[0][l]);
            if (Double.isFinite(x) && Double.isFinite(y) && x < -UNEVEN) {
                xx += x * x;
                xy += x * y;
                odds += x;
                weight += y;
                uneven++;
            }
        }
        if (uneven == 0) {
            throw new CouldNotJudge("of no label a yes is rare");
        }
        return new View(Math.exp(odds / uneven), Math.exp(weight / uneven), xy / xx);
    }

    private static void add(TrainingProgram program, Batch batch, int labels, double[][] count, double[][] pull) {
        Tensor output = program.forward(batch).detach();
        boolean sure = output.min().item() >= 0 && output.max().item() <= 1;
        Tensor undecided = output.mul(0).add(sure ? 0.5 : 0).copy().requiresGrad(true);
        double[] pulls = program.loss(undecided, batch)
                .gradOf(List.of(undecided))
                .get(0)
                .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient"))
                .abs()
                .toDoubles();
        double[] wanted = batch.target().toDoubles();
        if (wanted.length != pulls.length) {
            throw new CouldNotJudge("targets are not a yes or no for each output");
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] == 0 || wanted[i] == 1) {
                count[(int) wanted[i]][i % labels]++;
                pull[(int) wanted[i]][i % labels] += pulls[i];
            }
        }
    }
}
