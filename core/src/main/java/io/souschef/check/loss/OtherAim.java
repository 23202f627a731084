package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * Whether high outputs are meant for something else than right answers of classes or labels.
 *
 * @param low whether the author's metric is better where the wrong answers are high: outputs that are distances, or energies
 * @param byInputs whether what outputs cost changes with the inputs: targets may be what was done then, and the inputs tell whether it was good
 */
record OtherAim(boolean low, boolean byInputs) {
    private static final double SAME = 1e-5;

    boolean meant() {
        return low || byInputs;
    }

    /** Asks metric and loss. */
    record Asked() implements Probe<OtherAim> {
        @Override
        public boolean provokes() {
            return true;
        }

        @Override
        public OtherAim measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open()) {
                    MadeOutputs made = new MadeOutputs(program, batch);
                    return made.kind == Feel.Kind.NUMBERS
                            ? new OtherAim(false, false)
                            : new OtherAim(low(made), byInputs(made));
                }
            });
        }
    }

    private static boolean low(MadeOutputs made) {
        try {
            double right = made.program.metric(made.right(30), made.batch.target());
            double wrong = made.program.metric(made.wrong(), made.batch.target());
            return made.program.task().higherIsBetter() ? wrong > right : wrong < right;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private static boolean byInputs(MadeOutputs made) {
        TrainingProgram program = made.program;
        int n = made.batch.size();
        int[] next = new int[n];
        Arrays.setAll(next, i -> (i + 1) % n);
        try (Batch other =
                Cut.changed(made.batch, input -> Cut.rows(input, next), target -> target, made.batch.ids())) {
            Tensor plain = made.plain();
            double here = program.loss(plain, made.batch).item();
            double again = program.loss(plain, made.batch).item();
            double there = program.loss(plain, other).item();
            return again == here && Math.abs(there - here) > SAME * (1 + Math.abs(here));
        } catch (RuntimeException refused) {
            return false;
        }
    }
}
