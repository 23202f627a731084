package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;

/**
 * Class weights are there to make up for rare classes. How hard an example of each class pulls at equal outputs is its weight,
 * as the loss really uses it; held against how often the class occurs in training. Of several labels, how hard a yes pulls beside a
 * no, against how often it is one.
 */
public final class ClassWeightsInverted implements Check {
    /** Slope of log weight over log frequency. Without weights 0 ± 0.01, with 1/frequency −1, inverted 1. */
    private static final double INVERTED = 0.2;

    /**
     * The same slope for labels, through one where yes and no are as frequent: half way from no weights to inverted ones; and a yes that
     * pulls so little beside a no. Focal loss gives it a third, however rare it is.
     */
    private static final double LABELS = 0.5, LIGHT = 0.25;

    /** Batches that are looked at. */
    private static final int BATCHES = 20;

    @Override
    public String name() {
        return "class weights help the rare";
    }

    @Override
    public String code() {
        return "class-weights-inverted";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.fresh(program -> program.task() instanceof Task.MultiLabel)) {
            return labels(subject.measured(new LabelPulls()));
        }
        double slope = subject.measured(new Slope());
        boolean inverted = slope > INVERTED;
        return finding()
                .measured("a class that is twice as frequent pulls %.2f times as hard per example", Math.pow(2, slope))
                .expected("no harder than a rare one")
                .cause(inverted ? "class weights grow with the class's frequency: they are inverted" : "")
                .fix(inverted ? "weight each class by 1 / its frequency, scaled to a mean of 1" : "")
                .failIf(inverted);
    }

    private Finding labels(LabelPulls.View pulls) {
        boolean inverted = pulls.slope() > LABELS && pulls.weight() < LIGHT;
        return finding()
                .measured(
                        "a yes, which is %.3g times as frequent as a no, pulls %.3g times as hard",
                        pulls.odds(), pulls.weight())
                .expected("no less hard than a no where it is the rarer, or by little")
                .cause(inverted ? "the weight of a yes is its frequency: it is inverted" : "")
                .fix(inverted ? "weight each yes by (1 − p) / p, where p is its share" : "")
                .failIf(inverted);
    }

    /** Slope of log weight over log frequency. */
    private record Slope() implements Probe<Double> {
        @Override
        public Double measure(Subject subject) {
            return subject.fresh(Slope::of);
        }

        private static double of(TrainingProgram program) {
            if (!(program.task() instanceof Task.Classification) && !(program.task() instanceof Task.Dense)) {
                throw new CouldNotJudge("only for one class per example or pixel");
            }
            int k = program.task().outputs();
            double[] count = new double[k];
            double[] log = new double[k];
            double[] seen = new double[k];
            Batches batches = program.training(0);
            for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
                try (Batch batch = batches.open(b)) {
                    add(program, batch, k, count, log, seen);
                }
            }
            return slope(count, log, seen);
        }

        private static void add(
                TrainingProgram program, Batch batch, int k, double[] count, double[] log, double[] seen) {
            long[] targets = batch.target().toLongs();
            // what a loss takes beside the output is left by it: a second head, a distribution
            long[] shape = program.forward(batch).shape().toArray();
            if (program.task() instanceof Task.Classification) {
                shape = new long[] {batch.size(), k};
            }
            if (Arrays.stream(shape).reduce(1, (a, b) -> a * b) != (long) targets.length * k || shape[1] != k) {
                throw new CouldNotJudge("targets are not one class per example or pixel");
            }
            Tensor equal = Tensor.full(1.0 / k, shape).requiresGrad(true);
            double[] pulls = program.loss(equal, batch)
                    .gradOf(List.of(equal))
                    .get(0)
                    .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient"))
                    .abs()
                    .sum(1)
                    .toDoubles();
            double[] n = new double[k];
            double[] sum = new double[k];
            for (int i = 0; i < targets.length; i++) {
                int c = (int) targets[i];
                if (c >= 0 && c < k) {
                    n[c]++;
                    sum[c] += pulls[i];
                }
            }
            double mean = 0;
            int classes = 0;
            for (int c = 0; c < k; c++) {
                count[c] += n[c];
                if (n[c] > 0 && sum[c] > 0) {
                    mean += Math.log(sum[c] / n[c]);
                    classes++;
                }
            }
            for (int c = 0; c < k; c++) {
                if (n[c] > 0 && sum[c] > 0 && classes > 1) {
                    log[c] += Math.log(sum[c] / n[c]) - mean / classes;
                    seen[c]++;
                }
            }
        }

        private static double slope(double[] count, double[] log, double[] seen) {
            double mx = 0;
            double my = 0;
            int n = 0;
            for (int c = 0; c < count.length; c++) {
                if (seen[c] > 0) {
                    mx += Math.log(count[c]);
                    my += log[c] / seen[c];
                    n++;
                }
            }
            double xx = 0;
            double xy = 0;
            for (int c = 0; c < count.length; c++) {
                if (seen[c] > 0) {
                    double x = Math.log(count[c]) - mx / n;
                    xx += x * x;
                    xy += x * (log[c] / seen[c] - my / n);
                }
            }
            if (n < 2 || xx < 0.1 * n) {
                throw new CouldNotJudge("the classes are about as frequent as one another");
            }
            return xy / xx;
        }
    }
}
