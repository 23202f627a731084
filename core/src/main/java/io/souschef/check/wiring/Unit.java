package io.souschef.check.wiring;

import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Whether a net's outputs lie between 0 and 1 because they have to, and not because a fresh net's are small. */
public final class Unit {
    /** Weights so many times as large, or as small below zero, drive what has no bound out of it. */
    private static final double[] BLOWN_UP = {100, -100};

    private Unit() {}

    /**
     * Whether {@code output}, of the net as it is for {@code batch}, lies between 0 and 1, and would also with matrices of weights a hundred
     * times as large, of either sign. The weights are put back.
     */
    public static boolean bounds(TrainingProgram program, Tensor output, Batch batch) {
        return inside(output) && staysInside(program, batch);
    }

    private static boolean inside(Tensor output) {
        return output.min().item() >= 0 && output.max().item() <= 1;
    }

    private static boolean staysInside(TrainingProgram program, Batch batch) {
        try (Scope scope = Scope.open("blown up");
                NoGrad off = NoGrad.open()) {
            List<Tensor> weights = program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .toList();
            List<Tensor> before = weights.stream().map(Tensor::copy).toList();
            try {
                for (double factor : BLOWN_UP) {
                    for (int i = 0; i < weights.size(); i++) {
                        weights.get(i).copyInPlace(before.get(i).mul(factor));
                    }
                    Tensor output = program.forward(batch);
                    double low = output.min().item();
                    double high = output.max().item();
                    if (low < 0 || (high > 1 && Double.isFinite(high))) {
                        return false;
                    }
                }
                return true;
            } finally {
                for (int i = 0; i < weights.size(); i++) {
                    weights.get(i).copyInPlace(before.get(i));
                }
            }
        }
    }
}
