package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * What the loss takes its operand for: it takes logits if it is finite for numbers from −3 to 3 and does not care for a constant
 * added to them all (softmax inside), or is finite and positive there while the task is about yes or no (sigmoid inside).
 */
record LogitFeel() implements Probe<LogitFeel.Feel> {
    private static final double SHIFT = 2.5;
    private static final double SAME = 1e-4;

    /**
     * @param shift the change of the loss by a constant added to all outputs, as a share of it
     * @param beyond its change between outputs of ± 3 and of ± 6: none where it takes probabilities and clamps them
     */
    record Feel(double loss, double shift, double beyond) {
        boolean takesLogitsOfClasses() {
            return Double.isFinite(loss) && shift < SAME;
        }

        boolean takesLogitsOfLabels() {
            return Double.isFinite(loss) && Double.isFinite(beyond) && beyond > SAME;
        }
    }

    @Override
    public Feel measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                Tensor real = program.forward(batch);
                Tensor output = RandomStream.of(subject.seed(), "logits")
                        .uniform(-3, 3, real.shape().toArray());
                return feel(program, output, batch);
            }
        });
    }

    private static Feel feel(TrainingProgram program, Tensor output, Batch batch) {
        double loss = program.loss(output, batch).item();
        double shifted = program.loss(output.add(SHIFT), batch).item();
        Tensor signs = output.gt(0).to(DType.FLOAT32).sub(0.5).mul(6);
        double near = program.loss(signs, batch).item();
        double far = program.loss(signs.mul(2), batch).item();
        return new Feel(loss, share(shifted - loss, loss), share(far - near, near));
    }

    private static double share(double change, double of) {
        return Math.abs(change) / Math.max(Math.abs(of), 1e-12);
    }
}
