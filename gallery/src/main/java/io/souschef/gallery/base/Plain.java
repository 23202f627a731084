package io.souschef.gallery.base;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A net, data, a task and Adam: the standard program, for traps that are in the net. What a person changes about it, it takes as a
 * whole: the loss, the forward pass, what is declared.
 */
public final class Plain implements TrainingProgram {
    private final Task task;
    private final Layer net;
    private final Material data;
    private final Optimizer optimizer;
    private final Declared declared;
    private final BiFunction<Layer, Batch, Tensor> forward;
    private final BiFunction<Tensor, Batch, Tensor> loss;
    private final long seed;

    private Plain(
            Task task,
            Layer net,
            Material data,
            Optimizer optimizer,
            Declared declared,
            BiFunction<Layer, Batch, Tensor> forward,
            BiFunction<Tensor, Batch, Tensor> loss,
            long seed) {
        this.task = task;
        this.net = net;
        this.data = data;
        this.optimizer = optimizer;
        this.declared = declared;
        this.forward = forward;
        this.loss = loss;
        this.seed = seed;
    }

    /** {@code net} trained with Adam at 3e-3 on {@code data}. */
    public static Plain of(long seed, Layer net, Material data) {
        Task task = data.task();
        return new Plain(
                task,
                net,
                data,
                new Adam(net, 3e-3),
                Declared.nothing(),
                (layer, batch) -> layer.forward(batch.input()),
                (output, batch) -> task.loss(output, batch.target()),
                seed);
    }

    public Plain declaring(Declared other) {
        return new Plain(task, net, data, optimizer, other, forward, loss, seed);
    }

    public Plain withForward(BiFunction<Layer, Batch, Tensor> other) {
        return new Plain(task, net, data, optimizer, declared, other, loss, seed);
    }

    public Plain withLoss(BiFunction<Tensor, Batch, Tensor> other) {
        return new Plain(task, net, data, optimizer, declared, forward, other, seed);
    }

    /** With another optimiser; the one so far is closed. */
    public Plain withOptimizer(Optimizer other) {
        optimizer.close();
        return new Plain(task, net, data, other, declared, forward, loss, seed);
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
    public Batches training(int epoch) {
        return data.training(seed, epoch);
    }

    @Override
    public Batches evaluation() {
        return data.evaluation();
    }

    @Override
    public Tensor forward(Batch batch) {
        return forward.apply(net, batch);
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        return loss.apply(output, batch);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(optimizer);
    }

    @Override
    public Declared declares() {
        return declared;
    }
}
