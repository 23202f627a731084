package io.souschef.train;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that trains, nothing hidden. A user implements what is his and changes nothing in his loop; the defaults are the
 * standard one. Nothing to inherit, nothing to register. A factory makes a fresh program from a seed, and the same seed makes
 * the same one.
 *
 * <pre>{@code
 * final class Digits implements TrainingProgram {
 *     private final Layer net;
 *     private final Adam adam;
 *
 *     Digits(long seed) { net = new Mlp(seed, 64, 32, 10); adam = new Adam(net, 3e-4); }
 *
 *     public Task task()                { return Task.classification(10); }
 *     public Layer net()                { return net; }
 *     public Batches training(int epoch) { return DATA.shuffled(epoch, 64); }
 *     public Batches evaluation()       { return DATA.validation(256); }
 *     public Optional<Optimizer> optimizer() { return Optional.of(adam); }      // so that close() frees its memory
 *
 *     public double step(Batch batch) {                         // his own update: this is where silent bugs live
 *         net.train();
 *         adam.zeroGrad();
 *         Tensor loss = loss(forward(batch), batch);
 *         loss.backward();
 *         adam.step();
 *         return loss.item();
 *     }
 * }
 * }</pre>
 */
public interface TrainingProgram extends AutoCloseable {
    /** What is predicted. */
    Task task();

    /** What is trained. Owned by the program. */
    Layer net();

    /** What feeds training in epoch 0, 1, 2 …; the same epoch gives the same batches. */
    Batches training(int epoch);

    /** What feeds evaluation: the whole split, in a fixed order. */
    Batches evaluation();

    /** The net's output for a batch. */
    default Tensor forward(Batch batch) {
        return net().forward(batch.input());
    }

    /** The loss to minimise, one number. */
    default Tensor loss(Tensor output, Batch batch) {
        return task().loss(output, batch.target());
    }

    /** The optimiser, where it is one of this package; the default step needs it. */
    default Optional<Optimizer> optimizer() {
        return Optional.empty();
    }

    /** One update of the weights. The batch is open, and is closed by whoever calls. Returns the loss before the update. */
    default double step(Batch batch) {
        Optimizer optimizer = optimizer()
                .orElseThrow(() -> new UnsupportedOperationException(getClass().getSimpleName()
                        + " has neither a step() of its own nor an optimizer() for the default one"));
        net().train();
        optimizer.zeroGrad();
        Tensor loss = loss(forward(batch), batch);
        loss.backward();
        declares()
                .clipNorm()
                .ifPresent(max -> Gradients.clipNorm(optimizer.parameters().values(), max));
        optimizer.step();
        return loss.item();
    }

    /** How good the net is over all of {@link #evaluation()}. Leaves the net in the mode it was in. */
    default Evaluation evaluate() {
        return Evaluation.of(this, evaluation());
    }

    /**
     * The author's own metric, from the outputs for some examples [N, ...] and their targets [N, ...]; the default is the
     * task's, e.g. accuracy.
     */
    default double metric(Tensor output, Tensor target) {
        return Evaluation.metric(task(), output, target);
    }

    /** The number that the author reports after an evaluation; the default is the metric over all of it. */
    default double reported() {
        return evaluate().metric();
    }

    /**
     * What his loop does after the last batch of an epoch: steps a schedule that counts epochs, applies gradients that are left
     * over, evaluates, remembers the best weights. Nothing by default.
     */
    default void epochEnded(int epoch) {}

    /** What his loop does when training has ended: puts the best weights back, say. Nothing by default. */
    default void trainingEnded() {}

    /** Whether his early stopping, or his choice of the best checkpoint, takes {@code one} for better than {@code other}. */
    default boolean better(Evaluation one, Evaluation other) {
        return one.betterThan(other);
    }

    /** The learning rate of the next step, where it can be known: the optimiser's, or what his own one says. */
    default OptionalDouble learningRate() {
        return optimizer().stream().mapToDouble(Optimizer::learningRate).findFirst();
    }

    /**
     * Writes his checkpoint into {@code file}; what {@link #resume} goes on from.
     *
     * @throws UnsupportedOperationException by default: he has none
     */
    default void save(Path file) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no save()");
    }

    /**
     * Goes on from his checkpoint, in a fresh program.
     *
     * @throws UnsupportedOperationException by default: he has none
     */
    default void resume(Path file) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no resume()");
    }

    /** What the author says about it, to be held against what it does. */
    default Declared declares() {
        return Declared.nothing();
    }

    /** Frees the net and the optimiser. */
    @Override
    default void close() {
        optimizer().ifPresent(Optimizer::close);
        net().close();
    }
}
