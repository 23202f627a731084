package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.IdentityHashMap;
import java.util.function.BiFunction;

/** Trains for a moment, and measures a batch in either mode. */
final class FewSteps {
    private FewSteps() {}

    /** What the program makes of a batch in evaluation mode: its outputs, the task's losses and its metric. */
    static Evaluation evaluated(TrainingProgram program, Batch batch) {
        return Evaluation.of(program, only(batch));
    }

    /** The same in training mode, so that BatchNorm sees the batch that it is trained on. */
    static double lossInTraining(TrainingProgram program, Batch batch) {
        return inTraining(program, batch, (output, again) -> program.task().loss(output, again.target()));
    }

    /** The same by the program's own loss. */
    static double ownLossInTraining(TrainingProgram program, Batch batch) {
        return inTraining(program, batch, program::loss);
    }

    /** With every layer in the mode that it was in, before and after; a part that is frozen in evaluation mode stays so meanwhile. */
    private static double inTraining(TrainingProgram program, Batch batch, BiFunction<Tensor, Batch, Tensor> loss) {
        Layer net = program.net();
        IdentityHashMap<Layer, Boolean> modes = new IdentityHashMap<>();
        net.layers().values().forEach(layer -> modes.put(layer, layer.isTraining()));
        if (!net.isTraining()) {
            net.train();
        }
        try (Batch again = SmallBatch.of(batch, batch.size());
                NoGrad off = NoGrad.open()) {
            return loss.apply(program.forward(again), again).item();
        } finally {
            modes.forEach(Layer::training);
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
