package io.souschef.check;

import io.souschef.tensor.Shape;
import io.souschef.tensor.Tensor;
import java.util.Arrays;

/** The numbers of a tensor, row by row, after it is gone. */
@SuppressWarnings("ArrayRecordComponent") // compared by content in Difference
record Values(long[] shape, double[] numbers) {
    static Values of(Tensor tensor) {
        return new Values(tensor.shape().toArray(), tensor.toDoubles());
    }

    static Values zeros(Shape shape) {
        return new Values(shape.toArray(), new double[Math.toIntExact(shape.numel())]);
    }

    /** Where the i-th number stands: one index for each axis. */
    long[] index(int i) {
        long[] index = new long[shape.length];
        long rest = i;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return index;
    }

    /** The same numbers with two axes exchanged. */
    Values transposed(int a, int b) {
        long[] other = shape.clone();
        other[a] = shape[b];
        other[b] = shape[a];
        double[] moved = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            long[] index = index(i);
            long at = index[a];
            index[a] = index[b];
            index[b] = at;
            int to = 0;
            for (int axis = 0; axis < other.length; axis++) {
                to = (int) (to * other[axis] + index[axis]);
            }
            moved[to] = numbers[i];
        }
        return new Values(other, moved);
    }

    /** The largest finite one of them, without its sign. */
    double largest() {
        return Arrays.stream(numbers)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
