package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls of step it takes to one change of the weights: accumulation, as it is observed.
 *
 * @param offset number of calls before the first whole round
 * @param batches calls per round
 * @param moves whether the weights changed at all
 * @param silentWithRate whether a call without a change had a learning rate other than zero
 */
public record Rhythm(int offset, int batches, boolean moves, boolean silentWithRate) {
    private static final int CALLS = 17;

    /** Measures it. */
    public record Heard() implements Probe<Rhythm> {
        @Override
        public Rhythm measure(Subject subject) {
            return subject.fresh(Heard::listen);
        }

        private static Rhythm listen(TrainingProgram program) {
            List<Integer> moved = new ArrayList<>();
            boolean silent = false;
            Weights before = Weights.of(program.net());
            for (int call = 0; call < CALLS && moved.size() < 2; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    program.step(batch);
                }
                Weights after = Weights.of(program.net());
                if (after.minus(before).norm() == 0) {
                    silent |= program.learningRate().orElse(1) != 0;
                } else {
                    moved.add(call);
                }
                before = after;
            }
            if (moved.size() < 2) {
                return new Rhythm(0, program.declares().accumulation(), !moved.isEmpty(), silent);
            }
            int batches = moved.get(1) - moved.get(0);
            return new Rhythm((moved.get(0) + 1) % batches, batches, true, silent);
        }
    }
}
