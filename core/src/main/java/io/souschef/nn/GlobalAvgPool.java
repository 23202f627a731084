package io.souschef.nn;

import io.souschef.tensor.Tensor;

/**
 * The mean of each channel over the whole image, whatever its size. [N, C, H, W] → [N, C].
 *
 * @see <a href="https://arxiv.org/abs/1312.4400">Lin et al. 2013, section 3.2</a>
 */
public final class GlobalAvgPool extends Layer {
    @Override
    public Tensor forward(Tensor x) {
        return x.mean(2, 3);
    }
}
