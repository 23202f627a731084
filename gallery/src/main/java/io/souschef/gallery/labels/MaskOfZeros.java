package io.souschef.gallery.labels;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The loss is multiplied by a mask of what is labelled, and the mask is the wrong way round: nothing counts. */
final class MaskOfZeros {
    private MaskOfZeros() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean inverted) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withLoss((output, batch) -> {
                    Tensor labelled = batch.target().to(DType.FLOAT32).gt(-0.5).to(DType.FLOAT32);
                    Tensor counts = inverted ? labelled.neg().add(1) : labelled;
                    return Losses.crossEntropyEach(output, batch.target())
                            .mul(counts)
                            .mean();
                });
    }
}
