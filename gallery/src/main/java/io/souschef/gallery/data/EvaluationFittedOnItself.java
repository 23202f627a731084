package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.gallery.fed.Standard;
import io.souschef.nn.Mlp;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** fit_transform on the evaluation split too: it is standardised by its own numbers, not by those of training. */
final class EvaluationFittedOnItself {
    private EvaluationFittedOnItself() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, Standard.of(Data.flowers().x(), Data.HELD));
    }

    static TrainingProgram right(long seed) {
        return program(seed, Standard.of(Data.flowers().x(), Data.TRAINING));
    }

    private static TrainingProgram program(long seed, Standard ofEvaluation) {
        Rows rows = Data.standardFlowers();
        Rows evaluated = Data.flowers().map(ofEvaluation::of);
        return Fed.of(
                Task.classification(3),
                new Mlp(seed, 6, 24, 3),
                epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                () -> evaluated.batches(Data.HELD, 50));
    }
}
