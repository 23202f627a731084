package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;

/**
 * How a loss over labels grows as the outputs for a yes go to 0, and as those for a no go to 1, the other answers staying as they are. Where it
 * takes logarithms of probabilities it grows by as much with each tenth of the way, whatever else it does with them: a focal loss, a weighted
 * one. Of logits, or as a squared error, it is smooth there, and grows by a tenth of what it grew before.
 *
 * @param yes the least of the growth from 0.01 to 0.001 over that from 0.1 to 0.01, and over the difference that answers of 0.9 and
 *     0.5 make; 0 where it falls, or isn't a number
 * @param no the same from 0.99 to 0.999
 */
record Logarithms(double yes, double no) {
    /** Probabilities of the right answer. */
    private static final double[] ASKED = {0.9, 0.5, 0.1, 0.01, 0.001};

    /**
     * Over the gallery and programs beside it, seed 1: both numbers of 63 programs with labels whose outputs have no bound, 0.07 and less; of a focal
     * loss that gets logits for probabilities 0.90. Reasoned: of a log-likelihood 1, of a square root 0.3.
     */
    private static final double LEVEL = 0.5;

    /** Of a loss: far beyond rounding. */
    private static final double CLEARLY = 1e-4;

    /** Whether it takes logarithms of both: of what is said of a yes, and of what is left of one for a no. */
    boolean taken() {
        return Math.min(yes, no) > LEVEL;
    }

    /** Asks the loss. */
    record Asked() implements Probe<Logarithms> {
        @Override
        public Logarithms measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0)) {
                    MadeOutputs made = new MadeOutputs(program, batch);
                    return made.kind == Feel.Kind.LABELS
                            ? new Logarithms(growth(made, 1), growth(made, -1))
                            : new Logarithms(0, 0);
                }
            });
        }

        /** @param sign of the labels that are asked for: 1 of those that hold, −1 of the others */
        private static double growth(MadeOutputs made, double sign) {
            Tensor signs = made.right(1);
            Tensor asked = signs.eq(sign).where(signs, signs.mul(0));
            Tensor rest = signs.mul(ASKED[0] - 0.5).add(0.5);
            double[] losses = new double[ASKED.length];
            for (int i = 0; i < ASKED.length; i++) {
                losses[i] = made.program
                        .loss(rest.add(asked.mul(ASKED[i] - ASKED[0])), made.batch)
                        .item();
            }
            return growth(losses);
        }

        private static double growth(double[] losses) {
            double least = losses[1] - losses[0];
            double before = losses[3] - losses[2];
            double last = losses[4] - losses[3];
            boolean grows = least > 0 && before > 0 && last > CLEARLY * Math.abs(losses[4]);
            return grows ? Math.min(last / before, last / least) : 0;
        }
    }
}
