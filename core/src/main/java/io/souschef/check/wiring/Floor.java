package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * The program's own loss of the best outputs that lie between two bounds: the upper one for the class that is right, the lower one for the
 * others. Infinite where it isn't a matter of one class for each example.
 */
record Floor(double low, double high) implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        return subject.fresh(this::of);
    }

    private double of(TrainingProgram program) {
        if (!(program.task() instanceof Task.Classification classification)) {
            return Double.POSITIVE_INFINITY;
        }
        try (Batch batch = program.training(0).open(0);
                NoGrad off = NoGrad.open()) {
            program.net().eval();
            Tensor best = batch.target()
                    .oneHot(classification.classes())
                    .to(DType.FLOAT32)
                    .mul(high - low)
                    .add(low);
            return program.loss(best, batch).item();
        } catch (RuntimeException otherTargets) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
