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
 * The program's own loss of the best outputs that lie between two bounds, as a share of its loss of outputs that are all zero: the upper bound
 * for the class that is right, or a label that is there, the lower one for the others. Infinite where it can't be asked.
 */
record LossWithin(double low, double high) implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        return subject.fresh(this::of);
    }

    private double of(TrainingProgram program) {
        try (Batch batch = program.training(0).open(0);
                NoGrad off = NoGrad.open()) {
            program.net().eval();
            Tensor best = wanted(program.task(), batch).mul(high - low).add(low);
            double even = program.loss(best.mul(0), batch).item();
            return even > 0 ? program.loss(best, batch).item() / even : Double.POSITIVE_INFINITY;
        } catch (RuntimeException otherTargets) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** One for what is right, zero for the rest. */
    private static Tensor wanted(Task task, Batch batch) {
        if (task instanceof Task.MultiLabel) {
            return batch.target().to(DType.FLOAT32);
        }
        if (task instanceof Task.Classification classification) {
            return batch.target().oneHot(classification.classes()).to(DType.FLOAT32);
        }
        throw new IllegalArgumentException("each position has a class of its own");
    }
}
