package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.DoubleUnaryOperator;

/** One feature is a count; its logarithm is taken, and some counts are zero. */
final class LogOfZero {
    private LogOfZero() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, count -> Math.log(count));
    }

    static TrainingProgram right(long seed) {
        return program(seed, count -> Math.log(1 + count));
    }

    private static TrainingProgram program(long seed, DoubleUnaryOperator log) {
        Rows rows = Data.standardFlowers().map(row -> {
            float[] out = row.clone();
            double count = Math.max(0, Math.floor(3 + 2 * row[2]));
            out[2] = (float) log.applyAsDouble(count);
            return out;
        });
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> rows.batches(Data.HELD, 50));
    }
}
