package io.souschef.gallery.evaluation;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** Training smooths the labels by a fifth, and the evaluation uses the same loss. */
final class SmoothedInEvaluation {
    private SmoothedInEvaluation() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean smoothed) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withLoss((output, batch) -> Losses.crossEntropy(output, batch.target(), 0.2))
                .withEvaluate(program -> smoothed ? smoothed(program) : Evaluation.of(program, program.evaluation()));
    }

    private static Evaluation smoothed(Fed program) {
        Evaluation plain = Evaluation.of(program, program.evaluation());
        Gathered all = new Gathered();
        program.net().eval();
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                double[] losses = new double[batch.size()];
                Arrays.fill(losses, program.loss(output, batch).item());
                all.add(batch.ids(), losses, output.toFloats(), batch.target().toFloats());
            }
        }
        program.net().train();
        return plain.size() == 0 ? plain : all.evaluation(program.task());
    }
}
