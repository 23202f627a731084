package io.souschef.tensor.internal;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Element by element. */
public final class Arithmetic {
    private Arithmetic() {}

    public static Raw add(Raw a, Raw b) {
        return new Raw(a.torch().add(b.torch()));
    }

    public static Raw add(Raw a, double b) {
        return new Raw(a.torch().add(new Scalar(b)));
    }

    public static Raw sub(Raw a, Raw b) {
        return new Raw(a.torch().sub(b.torch()));
    }

    public static Raw mul(Raw a, Raw b) {
        return new Raw(a.torch().mul(b.torch()));
    }

    public static Raw mul(Raw a, double b) {
        return new Raw(a.torch().mul(new Scalar(b)));
    }

    public static Raw div(Raw a, Raw b) {
        return new Raw(a.torch().div(b.torch()));
    }

    public static Raw pow(Raw a, double exponent) {
        return new Raw(a.torch().pow(new Scalar(exponent)));
    }

    public static Raw neg(Raw a) {
        return new Raw(a.torch().neg());
    }

    public static Raw abs(Raw a) {
        return new Raw(a.torch().abs());
    }

    public static Raw cos(Raw a) {
        return new Raw(a.torch().cos());
    }

    public static Raw exp(Raw a) {
        return new Raw(a.torch().exp());
    }

    public static Raw log(Raw a) {
        return new Raw(a.torch().log());
    }

    public static Raw sqrt(Raw a) {
        return new Raw(a.torch().sqrt());
    }

    public static Raw clampMin(Raw a, double low) {
        return new Raw(a.torch().clamp_min(new Scalar(low)));
    }

    public static Raw clampMax(Raw a, double high) {
        return new Raw(a.torch().clamp_max(new Scalar(high)));
    }

    public static Raw maximum(Raw a, Raw b) {
        return new Raw(a.torch().maximum(b.torch()));
    }

    public static Raw minimum(Raw a, Raw b) {
        return new Raw(a.torch().minimum(b.torch()));
    }

    public static Raw relu(Raw a) {
        return new Raw(torch.relu(a.torch()));
    }

    public static Raw leakyRelu(Raw a, double slope) {
        return new Raw(torch.leaky_relu(a.torch(), new Scalar(slope)));
    }

    public static Raw gelu(Raw a) {
        return new Raw(torch.gelu(a.torch()));
    }

    public static Raw silu(Raw a) {
        return new Raw(torch.silu(a.torch()));
    }

    public static Raw mish(Raw a) {
        return new Raw(torch.mish(a.torch()));
    }

    public static Raw selu(Raw a) {
        return new Raw(torch.selu(a.torch()));
    }

    public static Raw tanh(Raw a) {
        return new Raw(a.torch().tanh());
    }

    public static Raw sigmoid(Raw a) {
        return new Raw(torch.sigmoid(a.torch()));
    }

    public static Raw eq(Raw a, Raw b) {
        return new Raw(a.torch().eq(b.torch()));
    }

    public static Raw eq(Raw a, double b) {
        return new Raw(a.torch().eq(new Scalar(b)));
    }

    public static Raw gt(Raw a, double b) {
        return new Raw(a.torch().gt(new Scalar(b)));
    }

    /** Whether all elements are finite, without a tensor that outlives the call. */
    public static boolean allFinite(Raw a) {
        return sumIsFinite(a) || all(a, torch::isfinite); // a sum overflows before its terms do
    }

    /** Whether all elements are finite or minus infinity, likewise. */
    public static boolean allBelowInfinity(Raw a) {
        return sumIsFinite(a) || all(a, own -> own.lt(new Scalar(Double.POSITIVE_INFINITY)));
    }

    private static boolean sumIsFinite(Raw a) {
        try (Tensor own = a.torch().detach();
                Tensor sum = own.sum()) {
            return Double.isFinite(sum.item_double());
        }
    }

    private static boolean all(Raw a, UnaryOperator<Tensor> such) {
        try (Tensor own = a.torch().detach();
                Tensor each = such.apply(own);
                Tensor all = each.all()) {
            return all.item_bool();
        }
    }

    public static Raw isFinite(Raw a) {
        return new Raw(torch.isfinite(a.torch()));
    }

    public static Raw where(Raw condition, Raw yes, Raw no) {
        return new Raw(torch.where(condition.torch(), yes.torch(), no.torch()));
    }

    public static void addInPlace(Raw a, Raw b, double scale) {
        a.torch().add_(b.torch(), new Scalar(scale));
    }

    public static void addInPlace(Raw a, double b) {
        a.torch().add_(b == Math.rint(b) ? new Scalar((long) b) : new Scalar(b));
    }

    public static void mulInPlace(Raw a, double b) {
        a.torch().mul_(new Scalar(b));
    }

    public static void mulInPlace(Raw a, Raw b) {
        a.torch().mul_(b.torch());
    }

    public static void addcmulInPlace(Raw a, Raw b, Raw c, double scale) {
        a.torch().addcmul_(b.torch(), c.torch(), new Scalar(scale));
    }

    public static void addcdivInPlace(Raw a, Raw b, Raw c, double scale) {
        a.torch().addcdiv_(b.torch(), c.torch(), new Scalar(scale));
    }

    public static void lerpInPlace(Raw a, Raw b, double weight) {
        a.torch().lerp_(b.torch(), new Scalar(weight));
    }

    public static void copyInPlace(Raw a, Raw b) {
        a.torch().copy_(b.torch());
    }

    public static void fillInPlace(Raw a, double value) {
        a.torch().fill_(new Scalar(value));
    }

    public static boolean equal(Raw a, Raw b) {
        return torch.equal(a.torch(), b.torch());
    }

    public static Raw matmul(Raw a, Raw b) {
        return new Raw(a.torch().matmul(b.torch()));
    }

    public static Raw linear(Raw x, Raw weight, @org.jspecify.annotations.Nullable Raw bias) {
        Tensor out = bias == null
                ? torch.linear(x.torch(), weight.torch())
                : torch.linear(x.torch(), weight.torch(), Options.some(bias));
        return new Raw(out);
    }
}
