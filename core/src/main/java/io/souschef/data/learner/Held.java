package io.souschef.data.learner;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.Arrays;

/** The features of some examples, computed once. */
final class Held implements Features {
    private static final int BLOCK = 256;

    private final int width;
    private final float[] rows;

    private Held(int width, float[] rows) {
        this.width = width;
        this.rows = rows;
    }

    /** Of the examples 0 … count − 1. */
    static Held of(Features features, int count) {
        float[] rows = new float[Math.multiplyExact(count, features.width())];
        try (Scope scope = Scope.open("held features");
                NoGrad off = NoGrad.open()) {
            for (int from = 0; from < count; from += BLOCK) {
                int first = from;
                int[] ids = new int[Math.min(BLOCK, count - from)];
                Arrays.setAll(ids, i -> first + i);
                try (Scope block = Scope.open("features")) {
                    float[] some = features.of(ids).toFloats();
                    System.arraycopy(some, 0, rows, from * features.width(), some.length);
                }
            }
        }
        return new Held(features.width(), rows);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Tensor of(int... ids) {
        float[] some = new float[ids.length * width];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(rows, ids[i] * width, some, i * width, width);
        }
        return Tensor.of(some, ids.length, width);
    }
}
