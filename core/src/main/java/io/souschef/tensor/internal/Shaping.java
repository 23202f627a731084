package io.souschef.tensor.internal;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Views and copies with another shape or layout. */
public final class Shaping {
    private Shaping() {}

    public static Raw reshape(Raw a, long[] shape) {
        return new Raw(a.torch().reshape(shape));
    }

    public static Raw view(Raw a, long[] shape) {
        return new Raw(a.torch().view(shape));
    }

    public static Raw permute(Raw a, long[] dims) {
        return new Raw(a.torch().permute(dims));
    }

    public static Raw transpose(Raw a, long dim0, long dim1) {
        return new Raw(a.torch().transpose(dim0, dim1));
    }

    public static Raw expand(Raw a, long[] shape) {
        return new Raw(a.torch().expand(shape));
    }

    public static Raw unsqueeze(Raw a, long dim) {
        return new Raw(a.torch().unsqueeze(dim));
    }

    public static Raw squeeze(Raw a, long dim) {
        return new Raw(a.torch().squeeze(dim));
    }

    public static Raw select(Raw a, long dim, long index) {
        return new Raw(a.torch().select(dim, index));
    }

    public static Raw narrow(Raw a, long dim, long start, long length) {
        return new Raw(a.torch().narrow(dim, start, length));
    }

    public static Raw indexSelect(Raw a, long dim, Raw index) {
        return new Raw(a.torch().index_select(dim, index.torch()));
    }

    public static Raw gather(Raw a, long dim, Raw index) {
        return new Raw(a.torch().gather(dim, index.torch()));
    }

    public static Raw flip(Raw a, long[] dims) {
        return new Raw(a.torch().flip(dims));
    }

    public static Raw tril(Raw a) {
        return new Raw(a.torch().tril());
    }

    public static Raw contiguous(Raw a) {
        return new Raw(a.torch().contiguous());
    }

    /**
     * With one channel, or one pixel, both layouts are the same bytes, and libtorch returns the tensor as it is. It then takes
     * a convolution with such a weight for one with the channels outermost, and so all that follows: 1.7 times slower for a
     * small net on grey pictures. The strides say which of the two is meant.
     */
    public static Raw channelsLast(Raw a) {
        org.bytedeco.pytorch.Tensor last = a.torch().contiguous(torch.MemoryFormat.ChannelsLast);
        long c = last.size(1), h = last.size(2), w = last.size(3);
        if (c > 1 && h * w > 1) {
            return new Raw(last);
        }
        long[] shape = {last.size(0), c, h, w};
        return new Raw(last.as_strided(shape, c * h * w, 1, w * c, c));
    }

    public static boolean isChannelsLast(Raw a) {
        return a.torch().dim() == 4 && a.torch().is_contiguous(torch.MemoryFormat.ChannelsLast);
    }

    public static Raw copy(Raw a) {
        return new Raw(a.torch().clone());
    }

    public static Raw detach(Raw a) {
        return new Raw(a.torch().detach());
    }

    public static Raw cat(List<Raw> parts, long dim) {
        return new Raw(torch.cat(vector(parts), dim));
    }

    public static Raw stack(List<Raw> parts, long dim) {
        return new Raw(torch.stack(vector(parts), dim));
    }

    public static Raw oneHot(Raw a, long classes) {
        return new Raw(torch.one_hot(a.torch(), classes));
    }

    public static Raw argmax(Raw a, long dim) {
        return new Raw(a.torch().argmax(new LongOptional(dim), false));
    }

    static TensorVector vector(List<Raw> parts) {
        return new TensorVector(parts.stream().map(Raw::torch).toArray(org.bytedeco.pytorch.Tensor[]::new));
    }
}
