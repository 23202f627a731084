package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;

/** Trains for a moment, and measures a batch in either mode. */
final class FewSteps {
    private FewSteps() {}

    /** What the program makes of a batch in evaluation mode: its outputs, the task's losses and its metric. */
    static Evaluation evaluated(TrainingProgram program, Batch batch) {
        return Evaluation.of(program, only(batch));
    }

    /** The same in training mode, so that BatchNorm sees the batch that it is trained on. */
    static double lossInTraining(TrainingProgram program, Batch batch) {
        program.net().train();
        try (Batch again = SmallBatch.of(batch, batch.size());
                NoGrad off = NoGrad.open()) {
            return program.task().loss(program.forward(again), again.target()).item();
        }
    }

    /** The same by the program's own loss. */
    static double ownLossInTraining(TrainingProgram program, Batch batch) {
        program.net().train();
        try (Batch again = SmallBatch.of(batch, batch.size());
                NoGrad off = NoGrad.open()) {
            return program.loss(program.forward(again), again).item();
        }
    }

    /** One batch, which may be opened again and again while {@code batch} is open. */
    static Batches only(Batch batch) {
        return Batches.of(1, batch.size(), index -> SmallBatch.of(batch, batch.size()));
    }

    /** A step on these examples. */
    static double step(TrainingProgram program, Batch batch) {
        try (Batch again = SmallBatch.of(batch, batch.size())) {
            return program.step(again);
        }
    }
}
