package io.souschef.gallery.evaluation;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** evaluate() goes through training(0), by a slip of completion. */
final class EvaluatesTraining {
    private EvaluatesTraining() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean slip) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withEvaluate(program -> Evaluation.of(program, slip ? program.training(0) : program.evaluation()));
    }
}
