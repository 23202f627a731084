package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Batches made from a batch that is open; each is to be closed before it. */
final class SmallBatch {
    private SmallBatch() {}

    /** The first {@code most} examples. */
    static Batch of(Batch batch, int most) {
        int n = Math.min(most, batch.size());
        return Batch.open("a few examples", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, tensor) -> inputs.put(name, tensor.narrow(0, 0, n)));
            return new Batch.Content(inputs, batch.target().narrow(0, 0, n), Arrays.copyOf(batch.ids(), n));
        });
    }

    /** The same targets, and inputs that say nothing: all zero. */
    static Batch zeroed(Batch batch) {
        return Batch.open("zeroed", () -> {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            batch.inputs().forEach((name, tensor) -> inputs.put(name, zeros(tensor)));
            return new Batch.Content(inputs, batch.target(), batch.ids());
        });
    }

    private static Tensor zeros(Tensor tensor) {
        DType type = tensor.dtype();
        return Tensor.full(0, type, tensor.shape().toArray());
    }
}
