package io.souschef.check.symptoms;

import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import java.util.Set;
import java.util.stream.LongStream;

/** The activation functions that can die or saturate, by the names of their operations. */
final class NonLinearity {
    private static final Set<String> NAMES = Set.of("relu", "sigmoid", "tanh");

    /** From the ends of the range. */
    private static final double MARGIN = 0.01;

    private NonLinearity() {}

    static boolean named(String operation) {
        return NAMES.contains(operation);
    }

    /** Units are the channels of [N, C, ...], the features of [N, T, C]. */
    static Activation activation(String operation, int number, Tensor result) {
        boolean relu = operation.equals("relu");
        return new Activation(
                operation,
                number,
                result.shape().toString(),
                relu ? dead(result) : 0,
                relu ? 0 : saturated(result, operation.equals("sigmoid") ? 0 : -1));
    }

    private static double dead(Tensor result) {
        if (result.dim() < 2) {
            return 0;
        }
        int units = result.dim() == 3 ? 2 : 1;
        long[] others =
                LongStream.range(0, result.dim()).filter(dim -> dim != units).toArray();
        return 1 - result.amax(others).gt(0).to(DType.FLOAT32).mean().item();
    }

    private static double saturated(Tensor result, double low) {
        Tensor inside = result.gt(low + MARGIN)
                .to(DType.FLOAT32)
                .mul(result.neg().gt(MARGIN - 1).to(DType.FLOAT32));
        return 1 - inside.mean().item();
    }
}
