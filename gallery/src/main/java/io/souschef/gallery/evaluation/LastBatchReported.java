package io.souschef.gallery.evaluation;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The accuracy is assigned in the loop and not added up: what is reported is that of the last batch. */
final class LastBatchReported {
    private LastBatchReported() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean last) {
        Rows rows = Data.standardHouses();
        return Fed.of(
                        Task.regression(250, 78, "thousand"),
                        new Mlp(seed, 5, 24, 1),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withReported(
                        program -> last ? last(program) : program.evaluate().metric());
    }

    private static double last(Fed program) {
        program.net().eval();
        double error = Double.NaN;
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                error = program.metric(program.forward(batch), batch.target());
            }
        }
        program.net().train();
        return error;
    }
}
