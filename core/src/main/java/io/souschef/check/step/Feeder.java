package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;

/** The training batches of a program, one after the other over the epochs, of each a {@link Portion}. */
public final class Feeder {
    private Feeder() {}

    /** Takes so many steps of the program, the first on the batch of the {@code from}-th call. */
    public static void steps(TrainingProgram program, int from, int count) {
        for (int call = from; call < from + count; call++) {
            try (Batch batch = open(program, call)) {
                program.step(batch);
            }
        }
    }

    /** Opens the batch that the {@code n}-th call of step would get. */
    public static Batch open(TrainingProgram program, int n) {
        Batches first = program.training(0);
        if (first.count() == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        int left = n;
        for (int epoch = 0; ; epoch++) {
            Batches batches = epoch == 0 ? first : program.training(epoch);
            if (left < batches.count()) {
                int index = left;
                return Portion.open(program, () -> batches.open(index));
            }
            left -= Math.max(1, batches.count());
        }
    }
}
