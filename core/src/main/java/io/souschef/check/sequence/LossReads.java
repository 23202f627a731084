package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * Whether the loss, of the same outputs, is another for other targets.
 *
 * @param column of the targets that are others; {@link #WHOLE} for all of them
 */
record LossReads(int column) implements Probe<Boolean> {
    static final int WHOLE = -1;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    Batch other = withTargetsOfOthers(batch);
                    NoGrad off = NoGrad.open()) {
                return reads(program, batch, other);
            }
        });
    }

    private static boolean reads(TrainingProgram program, Batch batch, Batch other) {
        program.net().eval();
        Tensor output = program.forward(batch);
        double own = program.loss(output, batch).item();
        if (Double.compare(own, program.loss(output, batch).item()) != 0) {
            throw new CouldNotJudge(
                    "the loss of the same outputs is another the second time: it draws, or goes on from a state");
        }
        return Double.compare(own, program.loss(output, other).item()) != 0;
    }

    private Batch withTargetsOfOthers(Batch batch) {
        return Batch.open(
                "targets of others", () -> new Batch.Content(batch.inputs(), others(batch.target()), batch.ids()));
    }

    private Tensor others(Tensor target) {
        Tensor flipped = target.flip(0).copy();
        return column == WHOLE ? flipped : TargetRead.withColumn(target, flipped, column);
    }
}
