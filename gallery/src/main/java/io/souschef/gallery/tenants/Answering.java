package io.souschef.gallery.tenants;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The standard program, for metrics, evaluations and losses of one's own. */
abstract class Answering implements TrainingProgram {
    private static final int SIZE = 32, WHOLE = 64;

    private final long seed;
    private final Task task;
    private final World.Data data;
    private final Adam adam;

    final Layer net;

    Answering(long seed, Task task, Layer net, World.Data data) {
        this.seed = seed;
        this.task = task;
        this.net = net;
        this.data = data;
        this.adam = new Adam(net, 5e-3);
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public Batches training(int epoch) {
        return data.train().batches(data.train().shuffled(seed, epoch), SIZE);
    }

    @Override
    public Batches evaluation() {
        return data.test().batches(data.test().inOrder(), WHOLE);
    }

    /**
     * An evaluation of what he makes of the net's outputs, by a loss of his own.
     *
     * @param said in the shape that the task has for its outputs
     * @param losses of each example, from the net's outputs and the targets
     */
    Evaluation evaluated(UnaryOperator<Tensor> said, BinaryOperator<Tensor> losses) {
        Gathered all = new Gathered();
        net.eval();
        for (Batch batch : evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = forward(batch);
                Task.Predictions each = task.predictions(said.apply(output), batch.target());
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
        net.train();
        return all.evaluation(task);
    }
}
