package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/**
 * Normalises each example over groups of channels, whatever the batch. [N, C, ...] → the same. Parameters {@code weight} and
 * {@code bias} [C].
 *
 * @see <a href="https://arxiv.org/abs/1803.08494">Wu and He 2018</a>
 */
public final class GroupNorm extends Layer {
    private static final double EPS = 1e-5;

    private final int groups;
    private final Tensor weight, bias;

    public GroupNorm(int groups, int channels) {
        this.groups = Sizes.positive("GroupNorm's number of groups", groups);
        if (channels < 1 || channels % groups != 0) {
            throw new IllegalArgumentException("GroupNorm needs channels that its groups divide, got " + channels
                    + " channels and " + groups + " groups");
        }
        this.weight = parameter("weight", Init.ones(), channels);
        this.bias = parameter("bias", Init.zeros(), channels);
    }

    @Override
    public Tensor forward(Tensor x) {
        return Functional.groupNorm(x, groups, Optional.of(weight), Optional.of(bias), EPS);
    }
}
