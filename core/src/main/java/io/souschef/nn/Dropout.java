package io.souschef.nn;

import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;

/**
 * While training, zeroes each element with probability p and scales the rest by 1 / (1 − p). Any shape, and the same out.
 * The mask of the n-th call is a function of (seed, the layer's name, n).
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
 */
public final class Dropout extends Layer {
    private final double p;
    private RandomStream stream = RandomStream.of(0, "dropout");
    private long draws;

    /** @param p the share that is dropped, from 0 up to, not including, 1 */
    public Dropout(double p) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("dropout needs a share from 0 up to, not including, 1; got " + p);
        }
        this.p = p;
    }

    @Override
    public Tensor forward(Tensor x) {
        if (!isTraining() || p == 0) {
            return x;
        }
        Tensor mask = stream.at(draws++).bernoulli(1 - p, x.shape().toArray()).mulInPlace(1 / (1 - p));
        return x.mul(mask);
    }

    @Override
    protected void seeded(RandomStream own) {
        stream = own;
        draws = 0;
    }

    @Override
    protected long draws() {
        return draws;
    }

    @Override
    protected void draws(long n) {
        draws = n;
    }
}
