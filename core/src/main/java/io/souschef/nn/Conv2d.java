package io.souschef.nn;

import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import java.util.Optional;

/**
 * Convolution with a square kernel. [N, in, H, W] → [N, out, H', W'] with H' = ⌊(H + 2 padding − dilation (kernel − 1) − 1) /
 * stride⌋ + 1. Parameters {@code weight} [out, in / groups, kernel, kernel] and {@code bias} [out].
 *
 * <pre>{@code
 * new Conv2d(3, 16, 3);                                                            // stride 1, no padding, with bias
 * new Conv2d(3, 64, 7, Conv2d.Options.DEFAULT.withStride(2).withPadding(3).withoutBias());
 * }</pre>
 *
 * The weight lies in memory with the channels innermost, and so does then the output: 1.15 to 1.2 times faster on a CPU.
 */
public final class Conv2d extends Layer {
    /**
     * What a convolution has beside its channels and its kernel.
     *
     * @param padding rows and columns of zeros around the image
     * @param groups how many groups of channels don't see each other; with as many as channels it is a depthwise convolution
     * @param init how the weight starts; a bias starts as PyTorch's
     */
    public record Options(int stride, int padding, int dilation, int groups, boolean bias, Init init) {
        /** PyTorch's: stride 1, no padding, one group, with a bias. */
        public static final Options DEFAULT = new Options(1, 0, 1, 1, true, Init.torchDefault());

        public Options {
            Sizes.positive("Conv2d's stride", stride);
            Sizes.notNegative("Conv2d's padding", padding);
            Sizes.positive("Conv2d's dilation", dilation);
            Sizes.positive("Conv2d's number of groups", groups);
        }

        public Options withStride(int other) {
            return new Options(other, padding, dilation, groups, bias, init);
        }

        public Options withPadding(int other) {
            return new Options(stride, other, dilation, groups, bias, init);
        }

        public Options withDilation(int other) {
            return new Options(stride, padding, other, groups, bias, init);
        }

        public Options withGroups(int other) {
            return new Options(stride, padding, dilation, other, bias, init);
        }

        /** For a convolution before a BatchNorm, which would subtract it again. */
        public Options withoutBias() {
            return new Options(stride, padding, dilation, groups, false, init);
        }

        public Options withInit(Init other) {
            return new Options(stride, padding, dilation, groups, bias, other);
        }
    }

    private final Options options;
    private final Tensor weight;
    private final Optional<Tensor> bias;

    /** With PyTorch's defaults: stride 1, no padding, with a bias. */
    public Conv2d(int in, int out, int kernel) {
        this(in, out, kernel, Options.DEFAULT);
    }

    public Conv2d(int in, int out, int kernel, Options options) {
        Sizes.positive("Conv2d's input channels", in);
        Sizes.positive("Conv2d's output channels", out);
        Sizes.positive("Conv2d's kernel", kernel);
        if (in % options.groups() != 0 || out % options.groups() != 0) {
            throw new IllegalArgumentException("Conv2d needs channels that its groups divide, got " + in + " in, " + out
                    + " out and " + options.groups() + " groups");
        }
        int seen = in / options.groups();
        this.options = options;
        this.weight = parameter("weight", options.init(), out, seen, kernel, kernel);
        this.bias = options.bias()
                ? Optional.of(parameter("bias", Init.torchDefaultBias((long) seen * kernel * kernel), out))
                : Optional.empty();
    }

    Options options() {
        return options;
    }

    public Tensor weight() {
        return weight;
    }

    public Optional<Tensor> bias() {
        return bias;
    }

    @Override
    public Tensor forward(Tensor x) {
        boolean tiny = bias.isEmpty() && TinyMaps.takes(x, weight, options);
        Tensor out = tiny
                ? TinyMaps.convolved(x, weight)
                : Functional.conv2d(
                        x, weight, bias, options.stride(), options.padding(), options.dilation(), options.groups());
        worked(out.size(-1) * out.size(-2) * weight.numel());
        return out;
    }

    @Override
    Tensor prepared(Tensor fresh) {
        return fresh.dim() == 4 ? fresh.channelsLast() : fresh;
    }
}
