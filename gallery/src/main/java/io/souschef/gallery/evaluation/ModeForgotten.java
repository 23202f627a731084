package io.souschef.gallery.evaluation;

import io.souschef.data.Batch;
import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** The evaluation loop never says eval(): BatchNorm goes by whatever batch it is given. */
final class ModeForgotten {
    private ModeForgotten() {}

    static TrainingProgram wrong(long seed) {
        return program(seed, true);
    }

    static TrainingProgram right(long seed) {
        return program(seed, false);
    }

    private static TrainingProgram program(long seed, boolean forget) {
        Rows rows = Data.fruit().map(Data::pixels);
        return Fed.of(
                        Task.classification(3),
                        new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
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
