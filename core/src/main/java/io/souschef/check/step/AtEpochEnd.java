package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;

/**
 * Whether weights that no call of step moves do so when the first epoch is over: one update from the gradients of all its batches. What moves them just
 * as far where no batch was seen, pruning or a norm that is put back, is no update.
 */
record AtEpochEnd() implements Probe<Boolean> {
    /** So many batches of it at most; where it is longer, an update that the last of them makes isn't seen. */
    private static final int BATCHES = 128;

    @Override
    public Boolean measure(Subject subject) {
        Weights trained = subject.fresh(program -> after(program, BATCHES));
        return !(trained.minus(subject.fresh(AtEpochEnd::withoutBatches)).norm() == 0);
    }

    private static Weights after(TrainingProgram program, int most) {
        Batches batches = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(most, batches.count()); b++) {
            try (Batch batch = batches.open(b)) {
                program.step(batch);
            }
        }
        program.epochEnded(0);
        return Weights.of(program.net());
    }

    /** As they are at first, where a program takes no epoch without batches. */
    private static Weights withoutBatches(TrainingProgram program) {
        Weights first = Weights.of(program.net());
        try {
            return after(program, 0);
        } catch (RuntimeException refused) {
            return first;
        }
    }

    /** @throws CouldNotJudge where they do */
    static void isNone(Subject subject) {
        if (subject.measured(new AtEpochEnd())) {
            throw new CouldNotJudge("the weights move when an epoch is over, and in none of the steps before");
        }
    }
}
