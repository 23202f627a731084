package io.souschef.nn;

import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/**
 * Normalises each channel: (x − mean) / √(var + eps) · weight + bias. While training mean and variance are the batch's own, and
 * {@code running_mean} and {@code running_var} move towards them by {@code momentum}; in evaluation mode those are used.
 *
 * <p>Parameters {@code weight} and {@code bias} [C], buffers {@code running_mean} and {@code running_var} [C] and
 * {@code num_batches_tracked}, as in PyTorch. The running variance takes in the unbiased one (n − 1), the batch is normalised by
 * the biased one (n), as there.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015, algorithms 1 and 2</a>
 */
public abstract sealed class BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d {
    static final double MOMENTUM = 0.1;
    static final double EPS = 1e-5;

    private final int channels;
    private final double momentum, eps;
    private final Tensor weight, bias, mean, var, batches;

    BatchNorm(int channels, double momentum, double eps, Init scale) {
        this.channels = Sizes.positive("BatchNorm's channels", channels);
        this.momentum = momentum;
        this.eps = eps;
        this.weight = parameter("weight", scale, channels);
        this.bias = parameter("bias", Init.zeros(), channels);
        this.mean = buffer("running_mean", Init.zeros(), channels);
        this.var = buffer("running_var", Init.ones(), channels);
        this.batches = buffer("num_batches_tracked", DType.INT64, Init.zeros());
    }

    double eps() {
        return eps;
    }

    /** The share of the running statistics that a batch replaces. */
    public double momentum() {
        return momentum;
    }

    public Tensor weight() {
        return weight;
    }

    public Tensor bias() {
        return bias;
    }

    public Tensor runningMean() {
        return mean;
    }

    public Tensor runningVar() {
        return var;
    }

    /** Whether an input of so many dimensions is what the class is for. */
    abstract boolean takes(int dims);

    /** For the message: the shapes that it takes. */
    abstract String shapes();

    /**
     * @throws WrongInput for another number of dimensions or of channels, or, while training, with only one value per channel,
     *     whose variance nothing can say
     */
    @Override
    public Tensor forward(Tensor x) {
        if (!takes(x.dim()) || x.size(1) != channels) {
            throw new WrongInput(this, x.shape(), shapes() + " with C = " + channels);
        }
        if (isTraining()) {
            if (x.numel() <= channels) {
                throw new WrongInput(
                        this, x.shape(), "more than one value per channel while training: a larger batch, or eval()");
            }
            batches.addInPlace(1);
        }
        return Functional.batchNorm(x, Optional.of(weight), Optional.of(bias), mean, var, isTraining(), momentum, eps);
    }
}
