package io.souschef.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The operations of layers and losses. */
public final class Functional {
    /** libtorch's Reduction enumeration. */
    private static final long NONE = 0, MEAN = 1;

    private Functional() {}

    /** Channels of which one register of AVX-512 holds all: 16 numbers. */
    private static final long REGISTER = 16;

    public static Raw conv2d(
            Raw x, Raw weight, @Nullable Raw bias, long stride, long padding, long dilation, long groups) {
        Threads.forConvolutions();
        if (writesAstray(x, weight, stride, padding)) {
            Raw some = avgPool2d(x, 1, stride);
            try (Tensor inner = some.torch()) {
                return new Raw(conv2d(inner, weight, bias, 1, padding, dilation, groups));
            }
        }
        return new Raw(conv2d(x.torch(), weight, bias, stride, padding, dilation, groups));
    }

    /**
     * Whether oneDNN 3.7.1 would write beyond its own memory on a processor with AVX-512: in the gradient of a 1x1 kernel that steps over
     * pixels, of fewer than 16 channels, with an odd batch on two threads. What is stepped over is left out beforehand instead, which gives
     * the same.
     */
    private static boolean writesAstray(Raw x, Raw weight, long stride, long padding) {
        Tensor kernel = weight.torch();
        return stride > 1
                && padding == 0
                && x.torch().dim() == 4
                && kernel.dim() == 4
                && kernel.size(2) == 1
                && kernel.size(3) == 1
                && kernel.size(1) < REGISTER;
    }

    private static Tensor conv2d(
            Tensor x, Raw weight, @Nullable Raw bias, long stride, long padding, long dilation, long groups) {
        return torch.conv2d(
                x,
                weight.torch(),
                Options.of(bias),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {dilation, dilation},
                groups);
    }

    public static Raw maxPool2d(Raw x, long size, long stride, long padding) {
        return new Raw(torch.max_pool2d(
                x.torch(),
                new long[] {size, size},
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                false));
    }

    public static Raw avgPool2d(Raw x, long size, long stride) {
        return new Raw(torch.avg_pool2d(
                x.torch(),
                new long[] {size, size},
                new long[] {stride, stride},
                new long[] {0, 0},
                false,
                true,
                new LongOptional()));
    }

    public static Raw adaptiveAvgPool2d(Raw x, long height, long width) {
        return new Raw(torch.adaptive_avg_pool2d(x.torch(), height, width));
    }

    public static Raw batchNorm(
            Raw x,
            @Nullable Raw weight,
            @Nullable Raw bias,
            @Nullable Raw mean,
            @Nullable Raw var,
            boolean training,
            double momentum,
            double eps) {
        return new Raw(torch.batch_norm(
                x.torch(),
                Options.of(weight),
                Options.of(bias),
                Options.of(mean),
                Options.of(var),
                training,
                momentum,
                eps,
                false));
    }

    public static Raw layerNorm(Raw x, long[] shape, @Nullable Raw weight, @Nullable Raw bias, double eps) {
        return new Raw(torch.layer_norm(x.torch(), shape, Options.of(weight), Options.of(bias), eps, false));
    }

    public static Raw groupNorm(Raw x, long groups, @Nullable Raw weight, @Nullable Raw bias, double eps) {
        return new Raw(torch.group_norm(x.torch(), groups, Options.of(weight), Options.of(bias), eps, false));
    }

    public static Raw embedding(Raw weight, Raw index) {
        return new Raw(torch.embedding(weight.torch(), index.torch()));
    }

    public static Raw crossEntropy(
            Raw logits, Raw target, @Nullable Raw classWeights, boolean mean, long ignore, double smoothing) {
        return new Raw(Threads.forElements(
                logits.numel(),
                () -> torch.cross_entropy_loss(
                        logits.torch(),
                        target.torch(),
                        Options.of(classWeights),
                        mean ? MEAN : NONE,
                        ignore,
                        smoothing)));
    }

    public static Raw binaryCrossEntropy(Raw logits, Raw target, boolean mean) {
        return new Raw(torch.binary_cross_entropy_with_logits(
                logits.torch(), target.torch(), Options.of(null), Options.of(null), mean ? MEAN : NONE));
    }

    public static Raw mse(Raw output, Raw target, boolean mean) {
        return new Raw(torch.mse_loss(output.torch(), target.torch(), mean ? MEAN : NONE));
    }

    public static Raw huber(Raw output, Raw target, double delta, boolean mean) {
        return new Raw(torch.huber_loss(output.torch(), target.torch(), mean ? MEAN : NONE, delta));
    }

    public static Raw attention(Raw q, Raw k, Raw v, @Nullable Raw mask, boolean causal) {
        return new Raw(torch.scaled_dot_product_attention(
                q.torch(), k.torch(), v.torch(), Options.of(mask), 0, causal, new DoubleOptional(), false));
    }

    /** Output [N, T, D·H], hidden and cell state [L·D, N, H]. */
    public static Raw[] lstm(Raw x, Raw hidden, Raw cell, List<Raw> parameters, long layers, boolean bidirectional) {
        T_TensorTensorTensor_T three = torch.lstm(
                x.torch(),
                Shaping.vector(List.of(hidden, cell)),
                Shaping.vector(parameters),
                true,
                layers,
                0,
                false,
                bidirectional,
                true);
        return new Raw[] {Raw.within(three.get0()), Raw.within(three.get1()), Raw.within(three.get2())};
    }

    /** Bilinear samples of {@code x} [N, C, H, W] at {@code grid} [N, H', W', 2]; outside is zero. */
    public static Raw gridSample(Raw x, Raw grid) {
        return new Raw(torch.grid_sampler(x.torch(), grid.torch(), 0, 0, false));
    }
}
