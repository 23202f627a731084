package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;

/** Whether weights that no call of step moves do so when the first epoch is over: one update from the gradients of all batches. */
record AtEpochEnd() implements Probe<Boolean> {
    /** So many batches of it are enough. */
    private static final int BATCHES = 16;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            Weights before = Weights.of(program.net());
            Batches batches = Portion.of(program, program.training(0));
            for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
                try (Batch batch = batches.open(b)) {
                    program.step(batch);
                }
            }
            program.epochEnded(0);
            return Weights.of(program.net()).minus(before).norm() > 0;
        });
    }

    /** @throws CouldNotJudge where they do */
    static void isNone(Subject subject) {
        if (subject.measured(new AtEpochEnd())) {
            throw new CouldNotJudge("the weights move at the end of an epoch, not in a step");
        }
    }
}
