package io.souschef.gallery.evaluation;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The error of each batch is averaged over the batches; the last one is smaller and counts as much. */
final class BatchMeansAveraged {
    private BatchMeansAveraged() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean overBatches) {
        Rows rows = Data.standardHouses();
        return Fed.of(
                        Task.regression(250, 78, "thousand"),
                        new Mlp(seed, 5, 24, 1),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 40))
                .withReported(program ->
                        overBatches ? overBatches(program) : program.evaluate().metric());
    }

    private static double overBatches(Fed program) {
        program.net().eval();
        double sum = 0;
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                sum += program.metric(program.forward(batch), batch.target());
            }
        }
        program.net().train();
        return sum / program.evaluation().count();
    }
}
