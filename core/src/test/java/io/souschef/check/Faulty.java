package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A sound program, but for one thing that happens whenever one of its methods is called. */
final class Faulty extends Points {
    /** The methods of a training program. */
    enum Method {
        TASK,
        NET,
        TRAINING,
        EVALUATION,
        FORWARD,
        LOSS,
        OPTIMIZER,
        STEP,
        EVALUATE,
        METRIC,
        REPORTED,
        EPOCH_ENDED,
        TRAINING_ENDED,
        BETTER,
        LEARNING_RATE,
        SAVE,
        RESUME,
        DECLARES
    }

    private final Consumer<Method> called;

    /** @param called is told of every call, and may throw */
    Faulty(long seed, Consumer<Method> called) {
        super(seed);
        this.called = called;
    }

    @Override
    public Task task() {
        called.accept(Method.TASK);
        return super.task();
    }

    @Override
    public Layer net() {
        called.accept(Method.NET);
        return super.net();
    }

    @Override
    public Batches training(int epoch) {
        called.accept(Method.TRAINING);
        return super.training(epoch);
    }

    @Override
    public Batches evaluation() {
        called.accept(Method.EVALUATION);
        return super.evaluation();
    }

    @Override
    public Tensor forward(Batch batch) {
        called.accept(Method.FORWARD);
        return super.forward(batch);
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        called.accept(Method.LOSS);
        return super.loss(output, batch);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        called.accept(Method.OPTIMIZER);
        return super.optimizer();
    }

    @Override
    public double step(Batch batch) {
        called.accept(Method.STEP);
        return super.step(batch);
    }

    @Override
    public Evaluation evaluate() {
        called.accept(Method.EVALUATE);
        return super.evaluate();
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        called.accept(Method.METRIC);
        return super.metric(output, target);
    }

    @Override
    public double reported() {
        called.accept(Method.REPORTED);
        return super.reported();
    }

    @Override
    public void epochEnded(int epoch) {
        called.accept(Method.EPOCH_ENDED);
    }

    @Override
    public void trainingEnded() {
        called.accept(Method.TRAINING_ENDED);
    }

    @Override
    public boolean better(Evaluation one, Evaluation other) {
        called.accept(Method.BETTER);
        return super.better(one, other);
    }

    @Override
    public OptionalDouble learningRate() {
        called.accept(Method.LEARNING_RATE);
        return super.learningRate();
    }

    @Override
    public void save(Path file) {
        called.accept(Method.SAVE);
        super.save(file);
    }

    @Override
    public void resume(Path file) {
        called.accept(Method.RESUME);
        super.resume(file);
    }

    @Override
    public Declared declares() {
        called.accept(Method.DECLARES);
        return super.declares();
    }

    /** Not through {@link #net} and {@link #optimizer}, which may throw. */
    @Override
    public void close() {
        adam.close();
        net.close();
    }
}
