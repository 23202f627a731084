package io.souschef.tensor.internal;

import org.bytedeco.pytorch.Tensor;

/** A libtorch tensor, as {@code Tensor.unsafe()} hands it out. Freed by whoever owns it, never by the garbage collector. */
public record Raw(Tensor torch) {

    /**
     * A handle of its own for a tensor that {@code torch} only points to, inside a tuple of results or as another's gradient: that memory
     * goes with the tuple, or is given to the next gradient, of which no scope knows.
     */
    static Raw within(Tensor torch) {
        return new Raw(new Tensor(torch));
    }

    public boolean freed() {
        return torch.isNull();
    }

    /** Adds a reference, so that closing the scope in which this was made does not free it. */
    public void retain() {
        torch.retainReference();
    }

    /** Gives one reference back; the last one frees. */
    public void release() {
        torch.releaseReference();
    }

    public long[] sizes() {
        long[] sizes = new long[(int) torch.dim()];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = torch.size(d);
        }
        return sizes;
    }

    public long numel() {
        return torch.numel();
    }

    public boolean sharesMemory(Raw other) {
        return torch.is_alias_of(other.torch);
    }
}
