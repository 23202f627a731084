package io.souschef.gallery.regularization;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The evaluation is in the mode that the last step left behind: dropout drops. */
final class DropoutLeftOn {
    private DropoutLeftOn() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = Data.standardFlowers();
        return Fed.of(
                        Task.classification(3),
                        new Mlp(seed, 0.3, 6, 24, 3),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .withEvaluate(program -> evaluate(program, forget));
    }

    private static Evaluation evaluate(Fed program, boolean forget) {
        Gathered all = new Gathered();
        if (!forget) {
            program.net().eval();
        }
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                all.add(
                        batch.ids(),
                        program.task().lossEach(output, batch.target()).toDoubles(),
                        output.toFloats(),
                        batch.target().toFloats());
            }
        }
        program.net().train();
        return all.evaluation(program.task());
    }
}
