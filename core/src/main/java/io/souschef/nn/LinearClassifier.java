package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * The simplest net that can learn anything: flatten, then one linear layer {@code fc}. [N, ...] → [N, outputs]. With one output
 * and a squared error it is linear regression.
 */
public final class LinearClassifier extends Layer implements HeadedNet {
    private final Linear fc;

    /** @param inputs numbers per example, e.g. channels · height · width */
    public LinearClassifier(long seed, int inputs, int outputs) {
        fc = add("fc", new Linear(inputs, outputs));
        initialize(seed);
    }

    @Override
    public Linear head() {
        return fc;
    }

    @Override
    public Tensor forward(Tensor x) {
        return fc.forward(x.flatten());
    }
}
