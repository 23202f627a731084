package io.souschef.nn;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Inputs and weights from whole-number arithmetic on the index: {@code layer_numbers.py} makes the same ones. */
final class Numbered {
    private Numbered() {}

    /** Numbers between −1 and 1. */
    static Tensor number(int key, long... shape) {
        long n = 1;
        for (long size : shape) {
            n *= size;
        }
        float[] data = new float[(int) n];
        for (long i = 0; i < n; i++) {
            data[(int) i] = (float) ((31 * i * i + 17 * i + 101L * key) % 1009 / 1009.0 * 2 - 1);
        }
        return Tensor.of(data, shape);
    }

    /** Gives every parameter and buffer of {@code net} its numbers; running counts stay at zero. */
    static <L extends Layer> L filled(L net) {
        net.initialize(1);
        try (Scope scope = Scope.open("fill");
                NoGrad off = NoGrad.open()) {
            int key = 0;
            for (Map.Entry<String, Tensor> entry : new TreeMap<>(net.state()).entrySet()) {
                if (!entry.getKey().endsWith("num_batches_tracked")) {
                    entry.getValue().copyInPlace(fresh(key, entry.getKey(), entry.getValue()));
                }
                key++;
            }
        }
        return net;
    }

    private static Tensor fresh(int key, String name, Tensor like) {
        Tensor number = number(key, like.shape().toArray());
        if (like.dim() > 1) {
            return number.mul((float) Math.sqrt(2.0 * like.size(0) / like.numel()));
        }
        if (name.endsWith("running_var")) {
            return number.mul(0.3).add(1);
        }
        return name.endsWith("weight") ? number.mul(0.1).add(1) : number.mul(0.1);
    }
}
