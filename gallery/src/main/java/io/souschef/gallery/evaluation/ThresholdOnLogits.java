package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** A tag counts as given where the output is above 0.5; but the output is a logit, and one half is zero. */
final class ThresholdOnLogits {
    private ThresholdOnLogits() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean half) {
        Rows rows = Data.tags();
        return Fed.of(
                        Task.multiLabel(4),
                        new Mlp(seed, 8, 24, 4),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withMetric((output, target) -> {
                    float[] outputs = output.toFloats();
                    float[] targets = target.toFloats();
                    double right = 0;
                    for (int i = 0; i < outputs.length; i++) {
                        right += outputs[i] > (half ? 0.5 : 0) == targets[i] > 0.5 ? 1 : 0;
                    }
                    return right / outputs.length;
                });
    }
}
