package io.souschef.check.evaluation;

import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** What a program's own loss says to perfect answers. */
final class Floors {
    private static final double SURE = 12, SURER = 24;

    /** So many classes are asked about, at most. */
    private static final int OTHERS = 9;

    private Floors() {}

    /**
     * For logits of 12 for the right class and 0 for others, and for 24; and how far the first differs with the class that gets −12; of an evaluation batch. Classification only, and where the loss takes
     * no more than these batches have.
     */
    static double[] of(TrainingProgram program, Task task) {
        if (!(task instanceof Task.Classification c)) {
            return unknown();
        }
        try {
            return of(program, c);
        } catch (RuntimeException takesMore) {
            return unknown();
        }
    }

    private static double[] of(TrainingProgram program, Task.Classification c) {
        program.net().eval();
        try (Batch batch = program.evaluation().open(0);
                NoGrad off = NoGrad.open()) {
            if (batch.target().dtype().isFloat()) {
                return unknown();
            }
            program.forward(batch); // what a loss takes beside the output is left by it: a second head, a distribution
            Tensor right = batch.target().oneHot(c.classes()).to(DType.FLOAT32);
            return new double[] {
                program.loss(right.mul(SURE), batch).item(),
                program.loss(right.mul(SURER), batch).item(),
                unequal(program, c, batch, right.mul(SURE))
            };
        }
    }

    /** How far the loss of right answers differs with the class that is least likely beside them: a smoothing takes all for alike, a teacher doesn't. */
    private static double unequal(TrainingProgram program, Task.Classification c, Batch batch, Tensor right) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int off = 1; off < Math.min(c.classes(), OTHERS); off++) {
            long by = off;
            long[] other = Arrays.stream(batch.target().toLongs())
                    .map(k -> (k + by) % c.classes())
                    .toArray();
            Tensor low = Tensor.of(other, other.length).oneHot(c.classes()).to(DType.FLOAT32);
            double loss = program.loss(right.sub(low.mul(SURE)), batch).item();
            least = Math.min(least, loss);
            most = Math.max(most, loss);
        }
        return most - least;
    }

    private static double[] unknown() {
        return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
}
