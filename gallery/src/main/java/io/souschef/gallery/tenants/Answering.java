package io.souschef.gallery.tenants;

import io.souschef.data.Batch;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What programs with metrics and evaluations of their own begin with. */
final class Answering {
    static final int ALL = 520, TRAIN = 392;

    private Answering() {}

    /** The standard program. */
    static Own program(long seed, Task task, Layer net, World.Data data) {
        return Own.withAdam(seed, task, net, data, 5e-3);
    }

    /** {@value #ALL} rows, of which the first {@value #TRAIN} are for training. */
    static World.Data data(Column input, Column target) {
        return World.split(Examples.of(input, target, ALL), TRAIN);
    }

    /**
     * Evaluates what the author makes of the net's outputs, by a loss of his own.
     *
     * @param said in the shape that the task has for its outputs
     * @param losses of each example, from the net's outputs and the targets
     */
    static Own evaluated(Own program, UnaryOperator<Tensor> said, BinaryOperator<Tensor> losses) {
        return program.evaluate(() -> evaluation(program, said, losses));
    }

    private static Evaluation evaluation(
            TrainingProgram program, UnaryOperator<Tensor> said, BinaryOperator<Tensor> losses) {
        Gathered all = new Gathered();
        program.net().eval();
        for (Batch batch : program.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                Task.Predictions each = program.task().predictions(said.apply(output), batch.target());
                double[] charged = losses.apply(output, batch.target()).toDoubles();
                long[] ids = batch.ids();
                all.add(
                        Arrays.stream(each.example()).mapToLong(row -> ids[row]).toArray(),
                        Arrays.stream(each.example())
                                .mapToDouble(row -> charged[row])
                                .toArray(),
                        each.output().toFloats(),
                        each.target().toFloats());
            }
        }
        program.net().train();
        return all.evaluation(program.task());
    }
}
