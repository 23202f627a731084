package io.souschef.train;

import io.souschef.tensor.Tensor;
import java.util.Map;

/** Turns gradients into new weights. Owns its state until closed. */
public interface Optimizer extends AutoCloseable {
    /** Forgets the gradients of all parameters, as PyTorch does: they are gone, not zero. */
    void zeroGrad();

    /** Updates every parameter that has a gradient. */
    void step();

    /** What it updates, by name. */
    Map<String, Tensor> parameters();

    /** The rate of the next step. */
    double learningRate();

    void learningRate(double rate);

    /** Number of steps taken. */
    long steps();

    /** Everything it remembers, by name; the tensors are its own. With {@link #steps()} enough to go on elsewhere. */
    Map<String, Tensor> state();

    /** Goes on from a saved state. */
    void load(Map<String, Tensor> state, long steps);

    @Override
    void close();
}
