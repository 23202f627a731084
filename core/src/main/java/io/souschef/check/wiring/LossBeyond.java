package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * What the program's own loss gains by outputs that equal the targets, where the net can only give what lies between {@code low} and
 * {@code high}. It needn't gain: a loss may scale the outputs itself, leave out targets that stand for none, or clip them.
 */
record LossBeyond(double low, double high) implements Probe<LossBeyond.Gain> {
    private static final int BATCHES = 4;
    private static final double LARGE = 1e30;

    /**
     * @param alike whether outputs and targets have as many numbers
     * @param loss by how much it is lower than for targets cut off at the bounds; infinite where the loss refuses such outputs
     */
    record Gain(boolean alike, double loss) {}

    @Override
    public Gain measure(Subject subject) {
        return subject.fresh(program -> {
            try {
                return gain(program);
            } catch (RuntimeException takesNoOtherOutputs) {
                return new Gain(true, Double.POSITIVE_INFINITY);
            }
        });
    }

    private Gain gain(TrainingProgram program) {
        program.net().eval();
        double gain = 0;
        for (int b = 0; b < Math.min(BATCHES, program.training(0).count()); b++) {
            try (Batch batch = program.training(0).open(b);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                if (output.numel() != batch.target().numel()) {
                    return new Gain(false, 0);
                }
                Tensor equal =
                        batch.target().to(DType.FLOAT32).reshape(output.shape().toArray());
                Tensor within = equal.clamp(Math.max(low, -LARGE), Math.min(high, LARGE));
                gain += program.loss(within, batch).item()
                        - program.loss(equal, batch).item();
            }
        }
        return new Gain(true, gain);
    }
}
