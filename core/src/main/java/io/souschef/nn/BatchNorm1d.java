package io.souschef.nn;

/** {@link BatchNorm} of rows [N, C] or of sequences [N, C, L]. */
public final class BatchNorm1d extends BatchNorm {
    /** With momentum 0.1 and eps 1e−5. */
    public BatchNorm1d(int channels) {
        this(channels, MOMENTUM, EPS);
    }

    /** @param momentum the share of the running statistics that one batch replaces */
    public BatchNorm1d(int channels, double momentum, double eps) {
        super(channels, momentum, eps, Init.ones());
    }

    @Override
    boolean takes(int dims) {
        return dims == 2 || dims == 3;
    }

    @Override
    String shapes() {
        return "[N, C] or [N, C, L]";
    }
}
