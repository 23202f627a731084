package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * While training, zeroes each element with probability p and scales the rest by 1 / (1 − p). Any shape, and the same out.
 * The mask of the n-th call is a function of (seed, the layer's name, n).
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
 */
public final class Dropout extends RandomMask {
    /** @param p the share that is dropped, from 0 up to, not including, 1 */
    public Dropout(double p) {
        super(p);
    }

    @Override
    long[] mask(Tensor x) {
        return x.shape().toArray();
    }
}
