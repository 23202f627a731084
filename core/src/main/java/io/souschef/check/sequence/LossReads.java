package io.souschef.check.sequence;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/** Whether the loss, of the same outputs, is another for other targets. */
record LossReads() implements Probe<Boolean> {
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
        return program.loss(output, batch).item() != program.loss(output, other).item();
    }

    private static Batch withTargetsOfOthers(Batch batch) {
        return Batch.open(
                "targets of others",
                () -> new Batch.Content(batch.inputs(), batch.target().flip(0).copy(), batch.ids()));
    }
}
