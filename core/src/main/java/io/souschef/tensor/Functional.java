package io.souschef.tensor;

import io.souschef.tensor.internal.Arithmetic;
import io.souschef.tensor.internal.Raw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations that layers and losses are made of; PyTorch's {@code torch.nn.functional}. */
public final class Functional {
    /** The target value that cross-entropy skips, as in PyTorch. */
    public static final long IGNORE_INDEX = -100;

    private static final String IMAGES = "[N, C, H, W]";

    private Functional() {}

    /** x [N, ..., in], weight [out, in] → [N, ..., out]. */
    public static Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias) {
        return Tensor.op(
                "linear",
                "last size of the input = last size of the weight",
                () -> Arithmetic.linear(x.raw(), weight.raw(), raw(bias)),
                operands(bias, x, weight));
    }

    /** x [N, in, H, W], weight [out, in / groups, k, k] → [N, out, H', W']. */
    public static Tensor conv2d(
            Tensor x, Tensor weight, Optional<Tensor> bias, int stride, int padding, int dilation, int groups) {
        return Tensor.op(
                "conv2d",
                "input [N, C, H, W] with C = second size of the weight × groups (" + groups
                        + "), and H, W at least the kernel's less twice the padding (" + padding + ")",
                () -> io.souschef.tensor.internal.Functional.conv2d(
                        x.raw(), weight.raw(), raw(bias), stride, padding, dilation, groups),
                operands(bias, x, weight));
    }

    public static Tensor maxPool2d(Tensor x, int size, int stride, int padding) {
        return Tensor.op(
                "maxPool2d",
                IMAGES,
                () -> io.souschef.tensor.internal.Functional.maxPool2d(x.raw(), size, stride, padding),
                x);
    }

    public static Tensor avgPool2d(Tensor x, int size, int stride) {
        return Tensor.op(
                "avgPool2d", IMAGES, () -> io.souschef.tensor.internal.Functional.avgPool2d(x.raw(), size, stride), x);
    }

    /** [N, C, H, W] → [N, C, height, width]. */
    public static Tensor adaptiveAvgPool2d(Tensor x, int height, int width) {
        return Tensor.op(
                "adaptiveAvgPool2d",
                IMAGES,
                () -> io.souschef.tensor.internal.Functional.adaptiveAvgPool2d(x.raw(), height, width),
                x);
    }

    /**
     * [N, C, ...] → the same, each channel normalised: by the batch's statistics while training, which also moves
     * {@code mean} and {@code var} by {@code momentum}; else by {@code mean} and {@code var}.
     */
    public static Tensor batchNorm(
            Tensor x,
            Optional<Tensor> weight,
            Optional<Tensor> bias,
            Tensor mean,
            Tensor var,
            boolean training,
            double momentum,
            double eps) {
        return Tensor.op(
                "batchNorm",
                "[N, C, ...] with C = " + mean.size(0) + ", and more than one value per channel while training",
                () -> io.souschef.tensor.internal.Functional.batchNorm(
                        x.raw(), raw(weight), raw(bias), mean.raw(), var.raw(), training, momentum, eps),
                operands(bias, operands(weight, x)));
    }

    /** Normalises over the last dimensions, which {@code weight} and {@code bias} have. */
    public static Tensor layerNorm(Tensor x, long[] shape, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        return Tensor.op(
                "layerNorm",
                "last sizes " + Shape.of(shape),
                () -> io.souschef.tensor.internal.Functional.layerNorm(x.raw(), shape, raw(weight), raw(bias), eps),
                operands(bias, operands(weight, x)));
    }

    public static Tensor groupNorm(Tensor x, int groups, Optional<Tensor> weight, Optional<Tensor> bias, double eps) {
        return Tensor.op(
                "groupNorm",
                "[N, C, ...] with C a multiple of " + groups,
                () -> io.souschef.tensor.internal.Functional.groupNorm(x.raw(), groups, raw(weight), raw(bias), eps),
                operands(bias, operands(weight, x)));
    }

    /** index int64 [...], weight [V, D] → [..., D]. */
    public static Tensor embedding(Tensor weight, Tensor index) {
        return Tensor.op(
                "embedding",
                "int64 indices from 0 to " + (weight.size(0) - 1),
                () -> io.souschef.tensor.internal.Functional.embedding(weight.raw(), index.raw()),
                weight,
                index);
    }

    public static Tensor leakyRelu(Tensor x, double slope) {
        return Tensor.op("leakyRelu", "numbers", () -> Arithmetic.leakyRelu(x.raw(), slope), x);
    }

    public static Tensor gelu(Tensor x) {
        return Tensor.op("gelu", "numbers", () -> Arithmetic.gelu(x.raw()), x);
    }

    public static Tensor silu(Tensor x) {
        return Tensor.op("silu", "numbers", () -> Arithmetic.silu(x.raw()), x);
    }

    public static Tensor mish(Tensor x) {
        return Tensor.op("mish", "numbers", () -> Arithmetic.mish(x.raw()), x);
    }

    public static Tensor selu(Tensor x) {
        return Tensor.op("selu", "numbers", () -> Arithmetic.selu(x.raw()), x);
    }

    /** Bilinear samples of x [N, C, H, W] at grid [N, H', W', 2] (−1 … 1, x then y); outside is zero. */
    public static Tensor gridSample(Tensor x, Tensor grid) {
        return Tensor.op(
                "gridSample",
                "images [N, C, H, W] and a grid [N, H', W', 2]",
                () -> io.souschef.tensor.internal.Functional.gridSample(x.raw(), grid.raw()),
                x,
                grid);
    }

    /**
     * softmax(q kᵀ / √D) v, per head: q [N, H, T, D], k and v [N, H, S, D] → [N, H, T, D].
     *
     * @param causal whether position t sees only 0 … t
     * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, equation 1</a>
     */
    public static Tensor scaledDotProductAttention(Tensor q, Tensor k, Tensor v, boolean causal) {
        return Tensor.op(
                causal ? "causal scaledDotProductAttention" : "scaledDotProductAttention",
                "q [N, H, T, D], k and v [N, H, S, D]",
                () -> io.souschef.tensor.internal.Functional.attention(q.raw(), k.raw(), v.raw(), null, causal),
                q,
                k,
                v);
    }

    /** The same, where position t sees position s only if {@code mask} (bool, broadcast to [N, H, T, S]) is true there. */
    public static Tensor scaledDotProductAttention(Tensor q, Tensor k, Tensor v, Tensor mask) {
        return Tensor.op(
                "scaledDotProductAttention",
                "q [N, H, T, D], k and v [N, H, S, D] and a bool mask [N, H, T, S]",
                () -> io.souschef.tensor.internal.Functional.attention(q.raw(), k.raw(), v.raw(), mask.raw(), false),
                q,
                k,
                v,
                mask);
    }

    /** What a recurrent net makes of a sequence: its outputs [N, T, D·H], and the hidden and cell state [L·D, N, H] after it. */
    public record Recurrence(Tensor output, Tensor hidden, Tensor cell) {}

    /**
     * Long short-term memory over x [N, T, C], L layers of D directions.
     *
     * @param hidden the state before the sequence, [L·D, N, H]
     * @param cell likewise
     * @param parameters for each layer and direction weight_ih [4H, in], weight_hh [4H, H], bias_ih [4H], bias_hh [4H]
     */
    public static Recurrence lstm(
            Tensor x, Tensor hidden, Tensor cell, List<Tensor> parameters, int layers, boolean bidirectional) {
        List<Tensor> operands = new ArrayList<>(List.of(x, hidden, cell));
        operands.addAll(parameters);
        List<Tensor> three = Tensor.ops(
                "lstm",
                "x [N, T, C] with C = last size of the first weight, and a state [layers · directions, N, H]",
                () -> io.souschef.tensor.internal.Functional.lstm(
                        x.raw(),
                        hidden.raw(),
                        cell.raw(),
                        parameters.stream().map(Tensor::raw).toList(),
                        layers,
                        bidirectional),
                operands.toArray(Tensor[]::new));
        return new Recurrence(three.get(0), three.get(1), three.get(2));
    }

    static @Nullable Raw raw(Optional<Tensor> tensor) {
        return tensor.map(Tensor::raw).orElse(null);
    }

    private static Tensor[] operands(Optional<Tensor> last, Tensor... first) {
        if (last.isEmpty()) {
            return first;
        }
        Tensor[] all = Arrays.copyOf(first, first.length + 1);
        all[first.length] = last.get();
        return all;
    }
}
