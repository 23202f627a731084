package io.souschef.check.evaluation;

import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/** What a program's own loss says to perfect answers. */
final class Floors {
    private static final double SURE = 12, SURER = 24;

    private Floors() {}

    /**
     * For logits of 12 for the right class and 0 for others, and for 24; of an evaluation batch. Classification only, and where the loss takes
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
                program.loss(right.mul(SURER), batch).item()
            };
        }
    }

    private static double[] unknown() {
        return new double[] {Double.NaN, Double.NaN};
    }
}
