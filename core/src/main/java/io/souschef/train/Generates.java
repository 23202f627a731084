package io.souschef.train;

import io.souschef.tensor.Tensor;

/**
 * A program that also generates, by a way of its own: with a cache of keys and values, with a state that goes from token to token, in
 * another mode. Implemented beside {@link TrainingProgram}, it lets that way be held against the one of training.
 */
public interface Generates {
    /**
     * The logits [N, V] of the token after {@code prefix} [N, T], computed as generation computes them: token after token, with
     * whatever is kept between them, from a fresh start.
     */
    Tensor nextLogits(Tensor prefix);
}
