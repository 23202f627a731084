package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** One in fifteen is faulty; unweighted, the net says "fine" to nearly all. Weighted, it finds them. */
final class MajorityOnly {
    private MajorityOnly() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean ignore) {
        Rows rows = faults();
        return Fed.of(
                        Task.classification(2),
                        new Mlp(seed, 6, 16, 2),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withLoss((output, batch) -> ignore
                        ? Losses.crossEntropy(output, batch.target())
                        : Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {1, 14}, 2)));
    }

    private static Rows faults() {
        float[][] x = new float[Data.ALL][6];
        double[][] y = new double[Data.ALL][1];
        RandomStream drawn = RandomStream.of(8, "faults");
        for (int i = 0; i < x.length; i++) {
            y[i][0] = i % 15 == 0 ? 1 : 0;
            for (int j = 0; j < 6; j++) {
                x[i][j] = (float) (0.6 * y[i][0] + drawn.at(i).gaussian(j));
            }
        }
        return new Rows(x, y, new long[] {6}, new long[] {}, true);
    }
}
