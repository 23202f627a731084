package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How hard an example of each class pulls at equal outputs, and how frequent the class is. */
record ClassPulls() implements Probe<ClassPulls.View> {
    /** Batches that are looked at. */
    private static final int BATCHES = 20;

    /** Variance of log frequency below which classes are about as frequent. */
    private static final double EVEN = 0.1;

    /**
     * Over the classes.
     *
     * @param slope of log pull over log frequency
     * @param error standard error of that; 0 where all examples of a class in a batch pull the same
     */
    record View(double slope, double error) {}

    @Override
    public View measure(Subject subject) {
        return subject.fresh(ClassPulls::of);
    }

    private static View of(TrainingProgram program) {
        if (!(program.task() instanceof Task.Classification) && !(program.task() instanceof Task.Dense)) {
            throw new CouldNotJudge("only for one class per example or pixel");
        }
        Sums sums = new Sums(program.task().outputs());
        Batches batches = program.training(0);
        for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
            try (Batch batch = batches.open(b)) {
                double[] pulls = pulls(program, batch, sums.classes);
                sums.add(batch.target().toLongs(), pulls);
            }
        }
        return sums.view();
    }

    /** For each target how hard it pulls at equal outputs. */
    private static double[] pulls(TrainingProgram program, Batch batch, int classes) {
        // what a loss takes beside the output is left by it: a second head, a distribution
        long[] shape = program.forward(batch).shape().toArray();
        if (program.task() instanceof Task.Classification) {
            shape = new long[] {batch.size(), classes};
        }
        long numbers = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (numbers != batch.target().numel() * classes || shape.length < 2 || shape[1] != classes) {
            throw new CouldNotJudge("targets are not one class per example or pixel");
        }
        Tensor equal = Tensor.full(1.0 / classes, shape).requiresGrad(true);
        return program.loss(equal, batch)
                .gradOf(List.of(equal))
                .get(0)
                .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient"))
                .abs()
                .sum(1)
                .toDoubles();
    }

    /** Logarithms of pulls, summed over batches; in each they are beside the mean of its classes, for a loss may divide by the sum of its weights. */
    private static final class Sums {
        private final int classes;
        private final double[] count;
        private final double[] log;
        private final double[] batches;

        /** Of the mean logarithm of a class in a batch, as a multiple of that of one example. */
        private final double[] variance;

        private double squares;
        private long free;

        Sums(int classes) {
            this.classes = classes;
            this.count = new double[classes];
            this.log = new double[classes];
            this.batches = new double[classes];
            this.variance = new double[classes];
        }

        void add(long[] targets, double[] pulls) {
            double[] n = new double[classes];
            double[] sum = new double[classes];
            for (int i = 0; i < targets.length; i++) {
                int c = (int) targets[i];
                if (c >= 0 && c < classes) {
                    count[c]++;
                    n[c] += pulls[i] > 0 ? 1 : 0;
                    sum[c] += pulls[i] > 0 ? Math.log(pulls[i]) : 0;
                }
            }
            int[] present = IntStream.range(0, classes).filter(c -> n[c] > 0).toArray();
            if (present.length < 2) {
                return;
            }
            double middle = Arrays.stream(present)
                    .mapToDouble(c -> sum[c] / n[c])
                    .average()
                    .orElse(0);
            for (int c : present) {
                log[c] += sum[c] / n[c] - middle;
                variance[c] += 1 / n[c];
                batches[c]++;
                free += (long) n[c] - 1;
            }
            for (int i = 0; i < targets.length; i++) {
                int c = (int) targets[i];
                if (c >= 0 && c < classes && pulls[i] > 0) {
                    squares += Math.pow(Math.log(pulls[i]) - sum[c] / n[c], 2);
                }
            }
        }

        View view() {
            int[] seen = IntStream.range(0, classes).filter(c -> batches[c] > 0).toArray();
            double mean = Arrays.stream(seen)
                    .mapToDouble(c -> Math.log(count[c]))
                    .average()
                    .orElse(0);
            double xx = 0;
            double xy = 0;
            double error = 0;
            for (int c : seen) {
                double x = Math.log(count[c]) - mean;
                xx += x * x;
                xy += x * log[c] / batches[c];
                error += x * x * variance[c] / (batches[c] * batches[c]);
            }
            if (seen.length < 2 || xx < EVEN * seen.length) {
                throw new CouldNotJudge("the classes are about as frequent as one another");
            }
            return new View(xy / xx, Math.sqrt(error * squares / Math.max(1, free)) / xx);
        }
    }
}
