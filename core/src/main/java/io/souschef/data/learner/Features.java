package io.souschef.data.learner;

import io.souschef.tensor.Tensor;

/** Numbers that a learner sees instead of an example. */
public interface Features {
    /** How many. */
    int width();

    /** [ids.length, width], float32, in the innermost scope. */
    Tensor of(int... ids);

    /** Examples whose features are held at a time. */
    default int block() {
        return 128;
    }
}
