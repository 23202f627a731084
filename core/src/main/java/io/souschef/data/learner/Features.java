package io.souschef.data.learner;

import io.souschef.tensor.Tensor;

/** Numbers that a learner sees instead of an example. */
public interface Features {
    /** How many. */
    int width();

    /** [ids.length, width], float32, in the innermost scope. */
    Tensor of(int... ids);

    /** What a weighted sum of them, fitted on so many examples, is held down by, in mean squares of a feature. */
    default double penalty(int examples) {
        return Ridge.PENALTY;
    }

    /** Examples whose features are held at a time. */
    default int block() {
        return 128;
    }
}
