package io.souschef.nn;

import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;

/**
 * How a parameter starts. By name, as in {@code torch.nn.init}; the defaults of the layers are PyTorch's.
 *
 * <p>For a weight [out, in, k, k] fan-in is in · k · k and fan-out is out · k · k.
 */
@FunctionalInterface
public interface Init {
    /** A tensor of this shape in the innermost scope, drawn from {@code stream} alone. */
    Tensor make(RandomStream stream, long[] shape);

    static Init zeros() {
        return constant(0);
    }

    static Init ones() {
        return constant(1);
    }

    static Init constant(double value) {
        return (stream, shape) -> Tensor.full(value, shape);
    }

    static Init normal(double std) {
        return (stream, shape) -> stream.normal(0, std, shape);
    }

    static Init uniform(double low, double high) {
        return (stream, shape) -> stream.uniform(low, high, shape);
    }

    /**
     * What {@code torch.nn.Linear} and {@code Conv2d} do to their weights: uniform in ± 1 / √fan-in.
     *
     * @see #kaimingUniform
     */
    static Init torchDefault() {
        return (stream, shape) -> {
            double bound = 1 / Math.sqrt(fanIn(shape));
            return stream.uniform(-bound, bound, shape);
        };
    }

    /** What {@code torch.nn.Linear} and {@code Conv2d} do to their biases: uniform in ± 1 / √fan-in of the weight. */
    static Init torchDefaultBias(long fanIn) {
        double bound = 1 / Math.sqrt((double) fanIn);
        return (stream, shape) -> stream.uniform(-bound, bound, shape);
    }

    /** Uniform in ± √(6 / fan-in): keeps the variance through ReLUs. He et al. 2015, equation 10. */
    static Init kaimingUniform() {
        return (stream, shape) -> {
            double bound = Math.sqrt(6.0 / fanIn(shape));
            return stream.uniform(-bound, bound, shape);
        };
    }

    /** Normal with deviation √(2 / fan-out): keeps the gradient's variance through ReLUs; torchvision's ResNets. */
    static Init kaimingNormalFanOut() {
        return (stream, shape) -> stream.normal(0, Math.sqrt(2.0 / fanOut(shape)), shape);
    }

    /** Normal with deviation √(2 / fan-in). */
    static Init kaimingNormal() {
        return (stream, shape) -> stream.normal(0, Math.sqrt(2.0 / fanIn(shape)), shape);
    }

    /** Uniform in ± √(6 / (fan-in + fan-out)). Glorot and Bengio 2010, equation 16. */
    static Init xavierUniform() {
        return (stream, shape) -> {
            double bound = Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
            return stream.uniform(-bound, bound, shape);
        };
    }

    /** This one, scaled. */
    default Init times(double factor) {
        return (stream, shape) -> make(stream, shape).mulInPlace(factor);
    }

    private static double fanIn(long[] shape) {
        return fan(shape, 1);
    }

    private static double fanOut(long[] shape) {
        return fan(shape, 0);
    }

    private static double fan(long[] shape, int dim) {
        if (shape.length < 2) {
            throw new IllegalArgumentException(
                    "fan-in and fan-out need a weight of two dimensions or more; a vector has none");
        }
        double fan = shape[dim];
        for (int d = 2; d < shape.length; d++) {
            fan *= shape[d];
        }
        return fan;
    }
}
