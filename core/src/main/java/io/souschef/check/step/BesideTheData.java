package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Aside;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step sends backward beside the gradient of the loss, where the targets have no part in it: a penalty on what the layers put
 * out, say. It is what is left in the weights' gradients after the first step, less that of the loss, and it stays as it is when the
 * targets are others.
 *
 * @param loss norm of the gradient of the loss
 * @param beside norm of the rest; 0 where the targets have a part in it, or it can't be known
 */
public record BesideTheData(double loss, double beside) {
    /** How many times as hard it pulls as the loss does; 0 where nothing is known. */
    public static double inStep(Subject subject) {
        try {
            BesideTheData seen = subject.measured(new Seen());
            return seen.beside / Math.max(seen.loss, 1e-12);
        } catch (RuntimeException unknown) {
            return 0;
        }
    }

    /** Measures it. */
    record Seen() implements Probe<BesideTheData> {
        @Override
        public BesideTheData measure(Subject subject) {
            float[] loss = subject.fresh(program -> ofLoss(program, false));
            float[] rest = less(subject.fresh(program -> ofStep(program, false)), loss);
            double size = norm(rest);
            if (!(size > norm(loss))) {
                return new BesideTheData(norm(loss), 0); // no use in asking whose it is
            }
            float[] other = less(
                    subject.fresh(program -> ofStep(program, true)), subject.fresh(program -> ofLoss(program, true)));
            return new BesideTheData(norm(loss), Aside.differs(rest, other) ? 0 : size);
        }

        private static float[] ofLoss(TrainingProgram program, boolean others) {
            try (Batch batch = Feeder.open(program, 0);
                    Batch asked = others ? Aside.otherTargets(program.task(), batch) : Cut.first(batch, batch.size())) {
                program.net().train();
                program.loss(program.forward(asked), asked).backward();
                return gradients(program);
            }
        }

        private static float[] ofStep(TrainingProgram program, boolean others) {
            try (Batch batch = Feeder.open(program, 0);
                    Batch asked = others ? Aside.otherTargets(program.task(), batch) : Cut.first(batch, batch.size())) {
                program.step(asked);
                return gradients(program);
            }
        }

        private static float[] gradients(TrainingProgram program) {
            List<float[]> parts = new ArrayList<>();
            int width = 0;
            for (Tensor weight : program.net().parameters().values()) {
                float[] part = weight.grad().map(Tensor::toFloats).orElseGet(() -> new float[(int) weight.numel()]);
                parts.add(part);
                width += part.length;
            }
            float[] all = new float[width];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        private static float[] less(float[] one, float[] other) {
            float[] left = one.clone();
            for (int i = 0; i < left.length; i++) {
                left[i] -= other[i];
            }
            return left;
        }

        private static double norm(float[] values) {
            double square = 0;
            for (float value : values) {
                square += (double) value * value;
            }
            return Math.sqrt(square);
        }
    }
}
