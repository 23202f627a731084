package io.souschef.check.init;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The targets of a whole epoch, where a few batches hold one class alone.
 *
 * @param shares how often each class occurs in it
 * @param targets so many have a label
 * @param withRare the first few batches that hold another class than most do
 * @param often share of the batches that do
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record WholeEpoch(double[] shares, int targets, List<Integer> withRare, double often) {
    /** Batches. Of a longer epoch the beginning. */
    private static final int MOST = 1000;

    static WholeEpoch of(TrainingProgram program, int classes, int fewBatches) {
        Batches batches = program.training(0);
        double[] shares = new double[classes];
        List<double[]> each = new ArrayList<>();
        int targets = 0;
        for (int b = 0; b < Math.min(MOST, batches.count()); b++) {
            double[] here = new double[classes];
            try (Batch batch = batches.open(b)) {
                TargetShares wanted = TargetShares.of(batch, classes);
                for (int i = 0; i < wanted.examples(); i++) {
                    if (wanted.isGiven(i)) {
                        wanted.addTo(here, i);
                        targets++;
                    }
                }
            }
            Arrays.setAll(shares, k -> shares[k] + here[k]);
            each.add(here);
        }
        int common = IntStream.range(0, classes)
                .reduce((one, other) -> shares[other] > shares[one] ? other : one)
                .orElse(0);
        List<Integer> withRare = IntStream.range(0, each.size())
                .filter(b -> IntStream.range(0, classes).anyMatch(k -> k != common && each.get(b)[k] > 0))
                .boxed()
                .toList();
        return new WholeEpoch(
                shares,
                targets,
                withRare.subList(0, Math.min(fewBatches, withRare.size())),
                (double) withRare.size() / each.size());
    }
}
