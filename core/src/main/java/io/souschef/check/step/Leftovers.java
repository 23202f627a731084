package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.train.TrainingProgram;
import java.util.Locale;

/**
 * What becomes of the gradients that an update leaves behind: they are blown up and turned round, and the next update is compared
 * with that of a program in which they are as they were. Whatever the loss and the optimiser are, a program that clears them takes
 * the same step, to the bit.
 *
 * @param left whether an update leaves any gradient behind
 * @param change of the next update, as a share of its size
 */
record Leftovers(boolean left, double change) {
    private static final double BLOWN_UP = -1000;

    /** Of an update; programs that clear gradients had exactly 0, those that don't 0.3 and more. */
    private static final double SOME = 0.01;

    boolean kept() {
        return left && change > SOME;
    }

    String text() {
        return left
                ? String.format(
                        Locale.ROOT,
                        "an update changes by %.2g of its size when the gradients that the one before left are blown up",
                        change)
                : "an update leaves no gradient behind";
    }

    /** Measures it. */
    record Measured() implements Probe<Leftovers> {
        @Override
        public Leftovers measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            if (!rhythm.moves()) {
                throw new CouldNotJudge("no weight moves");
            }
            boolean[] left = new boolean[1];
            Weights asIs = subject.fresh(program -> next(program, rhythm, 1, left));
            Weights again = subject.fresh(program -> next(program, rhythm, 1, left));
            if (asIs.minus(again).norm() > 1e-6 * asIs.norm()) {
                throw new CouldNotJudge("two programs from the same seed take different steps");
            }
            Weights blownUp = subject.fresh(program -> next(program, rhythm, BLOWN_UP, left));
            double size = asIs.norm();
            double change = blownUp.isFinite() ? asIs.minus(blownUp).norm() : Double.POSITIVE_INFINITY;
            return new Leftovers(left[0], size > 0 ? change / size : 0);
        }

        /** The second update, after the gradients that the first left were multiplied. */
        private static Weights next(TrainingProgram program, Rhythm rhythm, double factor, boolean[] left) {
            int first = rhythm.offset() + rhythm.batches();
            steps(program, 0, first);
            try (Scope scope = Scope.open("what is left");
                    NoGrad off = NoGrad.open()) {
                program.net().parameters().values().forEach(weight -> weight.grad()
                        .ifPresent(gradient -> {
                            left[0] |= gradient.norm().item() > 0;
                            gradient.mulInPlace(factor);
                        }));
            }
            Weights before = Weights.of(program.net());
            steps(program, first, rhythm.batches());
            return Weights.of(program.net()).minus(before);
        }

        private static void steps(TrainingProgram program, int from, int count) {
            for (int call = from; call < from + count; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    program.step(batch);
                }
            }
        }
    }
}
