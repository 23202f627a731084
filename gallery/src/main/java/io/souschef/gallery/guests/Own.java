package io.souschef.gallery.guests;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** A training program put together from what its author wrote himself; the rest is the standard. */
public final class Own implements TrainingProgram {
    private final Task task;
    private final Layer net;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private IntFunction<Batches> training;
    private Supplier<Batches> evaluation;
    private Function<Batch, Tensor> forward;
    private BiFunction<Tensor, Batch, Tensor> loss;
    private Optional<Optimizer> optimizer = Optional.empty();
    private Optional<ToDoubleFunction<Batch>> step = Optional.empty();
    private Optional<Supplier<Evaluation>> evaluate = Optional.empty();
    private Optional<ToDoubleBiFunction<Tensor, Tensor>> metric = Optional.empty();
    private Optional<DoubleSupplier> reported = Optional.empty();
    private Optional<DoubleSupplier> rate = Optional.empty();
    private IntConsumer epochEnded = epoch -> {};
    private Declared declared = Declared.nothing();

    /** Shuffled batches of {@code size} from {@code data}'s first part, its second part for evaluation. */
    public Own(long seed, Task task, Layer net, World.Data data, int size) {
        this.task = task;
        this.net = net;
        this.training = epoch -> data.train().batches(data.train().shuffled(seed, epoch), size);
        this.evaluation = () -> data.test().batches(data.test().inOrder(), 64);
        this.forward = batch -> net.forward(batch.input());
        this.loss = (output, batch) -> task.loss(output, batch.target());
    }

    /** Batches of 32, and Adam at {@code rate}. */
    public static Own withAdam(long seed, Task task, Layer net, World.Data data, double rate) {
        return new Own(seed, task, net, data, 32).with(new Adam(net, rate));
    }

    public Own with(Optimizer one) {
        optimizer = Optional.of(one);
        return this;
    }

    public Own training(IntFunction<Batches> one) {
        training = one;
        return this;
    }

    public Own evaluation(Supplier<Batches> one) {
        evaluation = one;
        return this;
    }

    public Own forward(Function<Batch, Tensor> one) {
        forward = one;
        return this;
    }

    public Own loss(BiFunction<Tensor, Batch, Tensor> one) {
        loss = one;
        return this;
    }

    public Own step(ToDoubleFunction<Batch> one) {
        step = Optional.of(one);
        return this;
    }

    public Own evaluate(Supplier<Evaluation> one) {
        evaluate = Optional.of(one);
        return this;
    }

    public Own metric(ToDoubleBiFunction<Tensor, Tensor> one) {
        metric = Optional.of(one);
        return this;
    }

    public Own reported(DoubleSupplier one) {
        reported = Optional.of(one);
        return this;
    }

    public Own rate(DoubleSupplier one) {
        rate = Optional.of(one);
        return this;
    }

    public Own epochEnded(IntConsumer one) {
        epochEnded = one;
        return this;
    }

    public Own declares(Declared one) {
        declared = one;
        return this;
    }

    /** Closes {@code one} with the program. */
    public Own owning(AutoCloseable one) {
        owned.add(one);
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
        return forward.apply(batch);
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        return loss.apply(output, batch);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return optimizer;
    }

    @Override
    public double step(Batch batch) {
        return step.isPresent() ? step.get().applyAsDouble(batch) : TrainingProgram.super.step(batch);
    }

    @Override
    public Evaluation evaluate() {
        return evaluate.isPresent() ? evaluate.get().get() : TrainingProgram.super.evaluate();
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        return metric.isPresent()
                ? metric.get().applyAsDouble(output, target)
                : TrainingProgram.super.metric(output, target);
    }

    @Override
    public double reported() {
        return reported.isPresent() ? reported.get().getAsDouble() : TrainingProgram.super.reported();
    }

    @Override
    public OptionalDouble learningRate() {
        return rate.isPresent() ? OptionalDouble.of(rate.get().getAsDouble()) : TrainingProgram.super.learningRate();
    }

    @Override
    public void epochEnded(int epoch) {
        epochEnded.accept(epoch);
    }

    @Override
    public Declared declares() {
        return declared;
    }

    @Override
    public void close() {
        for (AutoCloseable one : owned) {
            try {
                one.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        TrainingProgram.super.close();
    }
}
