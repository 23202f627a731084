package io.souschef.gallery.fed;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** A program put together from parts: the standard loop, but for what a {@code with…} replaces. */
public final class Fed implements TrainingProgram {
    private final Task task;
    private final Layer net;
    private final IntFunction<Batches> training;
    private final Supplier<Batches> evaluation;
    private Optimizer optimizer;
    private Declared declared = Declared.nothing();
    private BiFunction<Layer, Batch, Tensor> forward = (layer, batch) -> layer.forward(batch.input());
    private BiFunction<Tensor, Batch, Tensor> loss;
    private Optional<Function<Fed, Evaluation>> evaluate = Optional.empty();
    private Optional<ToDoubleFunction<Fed>> reported = Optional.empty();
    private Optional<ToDoubleBiFunction<Tensor, Tensor>> metric = Optional.empty();
    private Optional<ToDoubleBiFunction<Fed, Batch>> step = Optional.empty();

    private Fed(Task task, Layer net, IntFunction<Batches> training, Supplier<Batches> evaluation) {
        this.task = task;
        this.net = net;
        this.training = training;
        this.evaluation = evaluation;
        this.optimizer = new Adam(net, 3e-3);
        this.loss = (output, batch) -> task.loss(output, batch.target());
    }

    /** {@code net}, trained with Adam at 3e-3 on what {@code training} gives for an epoch. */
    public static Fed of(Task task, Layer net, IntFunction<Batches> training, Supplier<Batches> evaluation) {
        return new Fed(task, net, training, evaluation);
    }

    public Fed declaring(Declared what) {
        declared = what;
        return this;
    }

    public Fed withForward(BiFunction<Layer, Batch, Tensor> other) {
        forward = other;
        return this;
    }

    public Fed withLoss(BiFunction<Tensor, Batch, Tensor> other) {
        loss = other;
        return this;
    }

    public Fed withEvaluate(Function<Fed, Evaluation> other) {
        evaluate = Optional.of(other);
        return this;
    }

    public Fed withReported(ToDoubleFunction<Fed> other) {
        reported = Optional.of(other);
        return this;
    }

    public Fed withMetric(ToDoubleBiFunction<Tensor, Tensor> other) {
        metric = Optional.of(other);
        return this;
    }

    public Fed withStep(ToDoubleBiFunction<Fed, Batch> other) {
        step = Optional.of(other);
        return this;
    }

    /** With another optimiser; the one so far is closed. */
    public Fed withOptimizer(Optimizer other) {
        optimizer.close();
        optimizer = other;
        return this;
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
        return training.apply(epoch);
    }

    @Override
    public Batches evaluation() {
        return evaluation.get();
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
    public double step(Batch batch) {
        return step.isPresent() ? step.get().applyAsDouble(this, batch) : TrainingProgram.super.step(batch);
    }

    @Override
    public Evaluation evaluate() {
        return evaluate.isPresent() ? evaluate.get().apply(this) : TrainingProgram.super.evaluate();
    }

    @Override
    public double reported() {
        return reported.isPresent() ? reported.get().applyAsDouble(this) : TrainingProgram.super.reported();
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        return metric.isPresent()
                ? metric.get().applyAsDouble(output, target)
                : TrainingProgram.super.metric(output, target);
    }

    @Override
    public Declared declares() {
        return declared;
    }
}
