package io.souschef.check.wiring;

import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** How far a net's outputs can reach: whether they lie between 0 and 1 because they have to, and not because a fresh net's are small. */
public final class Unit {
    /** Weights so many times as large, or as small below zero, drive what has no bound out of it. */
    private static final double[] BLOWN_UP = {100, -100};

    private static final double FAR = 100, FARTHER = 1000, ROUNDING = 1.01;

    /** Shares that are summed to one miss it by a few units in the last place. */
    private static final double HARDLY = 1e-5;

    private Unit() {}

    /**
     * Whether {@code output}, of the net as it is for {@code batch}, lies between 0 and 1, and would also with matrices of weights a hundred
     * times as large, of either sign. The weights are put back.
     */
    public static boolean bounds(TrainingProgram program, Tensor output, Batch batch) {
        return inside(output) && stays(program, batch, -HARDLY, 1 + HARDLY);
    }

    /**
     * Whether {@code output}, of the net as it is for {@code batch}, lies above zero, and wouldn't get below it with matrices of weights a hundred times
     * as large, of either sign. What ends in a ReLU gives zeros. The weights are put back.
     */
    public static boolean positive(TrainingProgram program, Tensor output, Batch batch) {
        return output.min().item() > 0 && stays(program, batch, 0, Double.POSITIVE_INFINITY);
    }

    /**
     * How far from zero the outputs for {@code batch} can be at most; infinite unless all weights a hundred times as large give what all of
     * them a thousand times as large give, of either sign: unit vectors, or what ends in a sigmoid. The weights are put back.
     */
    public static double reach(TrainingProgram program, Batch batch) {
        double most = 0;
        for (double sign : new double[] {1, -1}) {
            double[] sizes = {size(program, batch, sign * FAR), size(program, batch, sign * FARTHER)};
            if (!(sizes[1] <= ROUNDING * sizes[0])) {
                return Double.POSITIVE_INFINITY;
            }
            most = Math.max(most, Math.max(sizes[0], sizes[1]));
        }
        return most;
    }

    private static double size(TrainingProgram program, Batch batch, double factor) {
        List<Tensor> weights = List.copyOf(program.net().parameters().values());
        try (Blown blown = new Blown(weights)) {
            blown.up(factor);
            return program.forward(batch).abs().max().item();
        }
    }

    private static boolean inside(Tensor output) {
        return output.min().item() >= -HARDLY && output.max().item() <= 1 + HARDLY;
    }

    private static boolean stays(TrainingProgram program, Batch batch, double least, double most) {
        List<Tensor> weights = program.net().parameters().values().stream()
                .filter(weight -> weight.dim() >= 2)
                .toList();
        try (Blown blown = new Blown(weights)) {
            for (double factor : BLOWN_UP) {
                blown.up(factor);
                Tensor output = program.forward(batch);
                double low = output.min().item();
                double high = output.max().item();
                if (low < least || (high > most && Double.isFinite(high))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Weights that are made larger, and put back. */
    private static final class Blown implements AutoCloseable {
        private final Scope scope = Scope.open("blown up");
        private final NoGrad off = NoGrad.open();
        private final List<Tensor> weights;
        private final List<Tensor> before;

        Blown(List<Tensor> weights) {
            this.weights = weights;
            this.before = weights.stream().map(Tensor::copy).toList();
        }

        void up(double factor) {
            for (int i = 0; i < weights.size(); i++) {
                weights.get(i).copyInPlace(before.get(i).mul(factor));
            }
        }

        @Override
        public void close() {
            for (int i = 0; i < weights.size(); i++) {
                weights.get(i).copyInPlace(before.get(i));
            }
            off.close();
            scope.close();
        }
    }
}
