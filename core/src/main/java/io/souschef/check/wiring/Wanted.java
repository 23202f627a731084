package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * Whether the program's own loss is lower for outputs that equal the targets than for those cut off at what the net can reach. It needn't
 * be: a loss may scale the outputs itself, leave out targets that stand for none, or clip them.
 */
record Wanted(double low, double high) implements Probe<Wanted.Answer> {
    private static final int BATCHES = 4;
    private static final double LARGE = 1e30;

    /**
     * @param alike whether outputs and targets have as many numbers
     * @param wanted whether the loss is lower; also where it can't be asked
     */
    record Answer(boolean alike, boolean wanted) {}

    @Override
    public Answer measure(Subject subject) {
        return subject.fresh(program -> {
            try {
                return answer(program);
            } catch (RuntimeException takesNoOtherOutputs) {
                return new Answer(true, true);
            }
        });
    }

    private Answer answer(TrainingProgram program) {
        program.net().eval();
        double gain = 0;
        for (int b = 0; b < Math.min(BATCHES, program.training(0).count()); b++) {
            try (Batch batch = program.training(0).open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                if (output.numel() != batch.target().numel()) {
                    return new Answer(false, false);
                }
                Tensor equal =
                        batch.target().to(DType.FLOAT32).reshape(output.shape().toArray());
                Tensor within = equal.clamp(Math.max(low, -LARGE), Math.min(high, LARGE));
                gain += program.loss(within, batch).item()
                        - program.loss(equal, batch).item();
            }
        }
        return new Answer(true, gain > 0);
    }
}
