package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * While training, zeroes whole channels with probability p and scales the rest by 1 / (1 − p): neighbouring pixels say nearly the
 * same, so that dropping single ones would drop nothing. [N, C, H, W] → the same. The mask of the n-th call is a function of
 * (seed, the layer's name, n).
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Tompson et al. 2015, section 3.2</a>
 */
public final class Dropout2d extends RandomMask {
    /** @param p the share of channels that is dropped, from 0 up to, not including, 1 */
    public Dropout2d(double p) {
        super(p);
    }

    @Override
    long[] mask(Tensor x) {
        if (x.dim() != 4) {
            throw new WrongInput(this, x.shape(), "[N, C, H, W]");
        }
        return new long[] {x.size(0), x.size(1), 1, 1};
    }
}
