package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;

/**
 * What a loss says to right and to wrong answers that are kept within what the net can give: no rate is exactly zero, and no
 * probability is 30.
 *
 * @param right nearly right
 * @param wrong as near to wrong ones
 */
record NearAnswers(double right, double wrong) {
    /**
     * Reasoned: so much of the net's own output keeps the answers on its side of zero, and is too little to make right out of wrong. A rate of
     * 1 in place of a count of 0 counts as 0.01.
     */
    private static final double OWN = 0.01;

    /** Asks the loss. */
    record Asked() implements Probe<NearAnswers> {
        @Override
        public boolean provokes() {
            return true;
        }

        @Override
        public NearAnswers measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open()) {
                    MadeOutputs made = new MadeOutputs(program, batch);
                    Tensor right = made.right(1);
                    return switch (made.kind) {
                        case NUMBERS -> new NearAnswers(loss(made, right), loss(made, made.wrong()));
                        case CLASSES ->
                            new NearAnswers(
                                    loss(made, right), loss(made, made.wrong().div(30)));
                        case LABELS ->
                            new NearAnswers(
                                    loss(made, right.add(1).div(2)),
                                    loss(made, right.neg().add(1).div(2)));
                    };
                }
            });
        }
    }

    private static double loss(MadeOutputs made, Tensor answers) {
        Tensor near = answers.mul(1 - OWN).add(made.own().mul(OWN));
        return made.program.loss(near, made.batch).item();
    }

    boolean finite() {
        return Double.isFinite(right) && Double.isFinite(wrong);
    }
}
