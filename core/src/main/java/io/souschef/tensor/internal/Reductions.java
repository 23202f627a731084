package io.souschef.tensor.internal;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch;

/** Many numbers to few. An empty list of dimensions means all of them. */
public final class Reductions {
    private Reductions() {}

    public static Raw sum(Raw a) {
        return new Raw(a.torch().sum());
    }

    public static Raw sum(Raw a, long[] dims, boolean keep) {
        return new Raw(a.torch().sum(dims, keep, new ScalarTypeOptional()));
    }

    public static Raw mean(Raw a) {
        return new Raw(a.torch().mean());
    }

    public static Raw mean(Raw a, long[] dims, boolean keep) {
        return new Raw(a.torch().mean(dims, keep, new ScalarTypeOptional()));
    }

    public static Raw var(Raw a, long[] dims, boolean unbiased, boolean keep) {
        return new Raw(a.torch().var(dims, unbiased, keep));
    }

    public static Raw amax(Raw a, long[] dims, boolean keep) {
        return new Raw(a.torch().amax(dims, keep));
    }

    public static Raw amin(Raw a, long[] dims, boolean keep) {
        return new Raw(a.torch().amin(dims, keep));
    }

    public static Raw logsumexp(Raw a, long dim, boolean keep) {
        return new Raw(a.torch().logsumexp(new long[] {dim}, keep));
    }

    public static Raw softmax(Raw a, long dim) {
        return new Raw(torch.softmax(a.torch(), dim));
    }

    public static Raw logSoftmax(Raw a, long dim) {
        return new Raw(torch.log_softmax(a.torch(), dim));
    }

    public static Raw norm(Raw a) {
        return new Raw(a.torch().norm(new Scalar(2.0)));
    }

    public static Raw cumsum(Raw a, long dim) {
        return new Raw(a.torch().cumsum(dim));
    }

    public static Raw[] topk(Raw a, long k, long dim, boolean largest) {
        var pair = a.torch().topk(k, dim, largest, true);
        return new Raw[] {Raw.within(pair.get0()), Raw.within(pair.get1())};
    }
}
