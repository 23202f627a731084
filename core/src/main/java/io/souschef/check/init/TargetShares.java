package io.souschef.check.init;

import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the targets of a batch say of each class: one class for each example, by its number; the share of each class, as several readers gave
 * it or as smoothing leaves it; or, of two, how much of a yes it is. Examples without a label, on purpose, are none.
 */
final class TargetShares {
    private final double[] targets;
    private final int classes;
    private final Kind kind;

    private enum Kind {
        NUMBER,
        SHARES,
        YES
    }

    private TargetShares(double[] targets, int classes, Kind kind) {
        this.targets = targets;
        this.classes = classes;
        this.kind = kind;
    }

    static TargetShares of(Batch batch, int classes) {
        Tensor target = batch.target();
        if (target.dtype().isFloat() && target.numel() == (long) batch.size() * classes) {
            return new TargetShares(target.toDoubles(), classes, Kind.SHARES);
        }
        if (target.dtype().isFloat() && classes == 2) {
            return new TargetShares(target.toDoubles(), classes, Kind.YES);
        }
        long[] numbers = target.to(DType.INT64).toLongs();
        return new TargetShares(Arrays.stream(numbers).asDoubleStream().toArray(), classes, Kind.NUMBER);
    }

    int examples() {
        return kind == Kind.SHARES ? targets.length / classes : targets.length;
    }

    /** Whether example {@code i} has a label. */
    boolean isGiven(int i) {
        return switch (kind) {
            case NUMBER -> targets[i] >= 0 && targets[i] < classes;
            case YES -> targets[i] >= 0 && targets[i] <= 1;
            case SHARES ->
                IntStream.range(i * classes, (i + 1) * classes).allMatch(k -> targets[k] >= 0 && targets[k] <= 1)
                        && IntStream.range(i * classes, (i + 1) * classes).anyMatch(k -> targets[k] > 0);
        };
    }

    /** Adds the shares of example {@code i} to {@code sum}, which has a number for each class. */
    void addTo(double[] sum, int i) {
        switch (kind) {
            case NUMBER -> sum[(int) targets[i]]++;
            case YES -> {
                sum[0] += 1 - targets[i];
                sum[1] += targets[i];
            }
            case SHARES -> {
                for (int k = 0; k < classes; k++) {
                    sum[k] += targets[i * classes + k];
                }
            }
        }
    }
}
