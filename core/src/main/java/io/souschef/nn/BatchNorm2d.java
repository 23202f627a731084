package io.souschef.nn;

/** {@link BatchNorm} of images [N, C, H, W]. */
public final class BatchNorm2d extends BatchNorm {
    /** With momentum 0.1 and eps 1e−5. */
    public BatchNorm2d(int channels) {
        this(channels, MOMENTUM, EPS);
    }

    /** @param momentum the share of the running statistics that one batch replaces */
    public BatchNorm2d(int channels, double momentum, double eps) {
        super(channels, momentum, eps, Init.ones());
    }

    /** With another start for {@code weight}: zeros make a residual branch begin as nothing. */
    BatchNorm2d(int channels, Init scale) {
        super(channels, MOMENTUM, EPS, scale);
    }

    @Override
    boolean takes(int dims) {
        return dims == 4;
    }

    @Override
    String shapes() {
        return "[N, C, H, W]";
    }
}
