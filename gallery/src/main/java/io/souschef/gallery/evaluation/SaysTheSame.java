package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** Values that are missing are masked by zeros, and the mask is the wrong way round: the net sees nothing, and says the mean. */
final class SaysTheSame {
    private SaysTheSame() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean inverted) {
        Rows rows = Data.standardHouses();
        return Fed.of(
                        Task.regression(250, 78, "thousand"),
                        new Mlp(seed, 5, 24, 24, 1),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withForward((net, batch) -> {
                    Tensor present = batch.input().isFinite().to(DType.FLOAT32);
                    Tensor mask = inverted ? present.neg().add(1) : present;
                    return net.forward(batch.input().mul(mask));
                });
    }
}
