package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * What a step on a batch without a finite number changes in the next step, which is the first otherwise. A loss scale that adapts leaves the
 * step out and is smaller afterwards. Where it is divided out, the update after it is what it would have been; a weight of the loss, or a larger
 * rate, doesn't change.
 *
 * @param skipped whether that step left all weights, and the learning rate, as they were
 * @param left the norm of the gradients that the next step leaves, over that without it; NaN where none are left
 * @param moved the norm of its update, over that without it
 */
record Overflow(boolean skipped, double left, double moved) {
    private record Taken(boolean skipped, double left, double moved) {}

    /** Measures it. */
    record Felt() implements Probe<Overflow> {
        @Override
        public Overflow measure(Subject subject) {
            if (subject.measured(new Rhythm.Heard()).batches() != 1) {
                throw new CouldNotJudge("an update takes several batches");
            }
            Taken plain = subject.fresh(program -> taken(program, false));
            Taken after = subject.fresh(program -> taken(program, true));
            return new Overflow(after.skipped(), after.left() / plain.left(), after.moved() / plain.moved());
        }
    }

    private static Taken taken(TrainingProgram program, boolean overflown) {
        Weights before = Weights.of(program.net());
        double rate = program.learningRate().orElse(0);
        if (overflown) {
            try (Batch batch = Feeder.open(program, 0);
                    Batch infinite = Cut.changed(batch, Overflow::infinite, target -> target, batch.ids())) {
                program.step(infinite);
            } catch (RuntimeException refused) {
                throw new CouldNotJudge("it takes no batch without finite numbers");
            }
        }
        boolean skipped = Weights.of(program.net()).minus(before).norm() == 0
                && program.learningRate().orElse(0) == rate;
        try (Batch batch = Feeder.open(program, 0)) {
            program.step(batch);
        }
        return new Taken(
                skipped,
                Weights.gradients(program.net()).norm(),
                Weights.of(program.net()).minus(before).norm());
    }

    private static Tensor infinite(Tensor input) {
        return input.dtype().isFloat() ? input.mul(0).add(Float.POSITIVE_INFINITY) : input;
    }
}
