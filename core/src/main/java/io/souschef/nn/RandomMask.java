package io.souschef.nn;

import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;

/** What the dropouts share: a share, a stream of their own, and the count of masks drawn from it. */
abstract sealed class RandomMask extends Layer permits Dropout, Dropout2d {
    private final double p;
    private RandomStream stream = RandomStream.of(0, "dropout");
    private long draws;

    RandomMask(double p) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("dropout needs a share from 0 up to, not including, 1; got " + p);
        }
        this.p = p;
    }

    /** The shape of the mask for an input; it broadcasts over it. */
    abstract long[] mask(Tensor x);

    @Override
    public final Tensor forward(Tensor x) {
        if (!isTraining() || p == 0) {
            return x;
        }
        return x.mul(stream.at(draws++).bernoulli(1 - p, mask(x)).mulInPlace(1 / (1 - p)));
    }

    @Override
    protected final void seeded(RandomStream own) {
        stream = own;
        draws = 0;
    }

    @Override
    protected final long draws() {
        return draws;
    }

    @Override
    protected final void draws(long n) {
        draws = n;
    }
}
