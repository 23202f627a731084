package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls of step it takes to one change of the weights: accumulation, as it is observed. Where an update comes after now four and now
 * two of them, at the end of an epoch or when enough tokens are gathered, there is no such number.
 *
 * @param offset number of calls before the first whole round
 * @param batches calls per round
 * @param moves whether the weights changed at all
 * @param silentWithRate whether a call without a change had a learning rate other than zero
 */
public record Rhythm(int offset, int batches, boolean moves, boolean silentWithRate) {
    /** Of step, after which weights that haven't moved don't: more than gradients of 64 batches are seldom gathered without a word. */
    static final int CALLS = 65;

    /** So many calls from the first on, or a few more, after which an update is complete. */
    public int wholeRounds(int calls) {
        return offset + Math.max(0, (calls - offset + batches - 1) / batches) * batches;
    }

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
            int declared = program.declares().accumulation();
            int most = Math.max(CALLS, 2 * declared + 1);
            for (int call = 0; call < most && !told(moved); call++) {
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
                int batches = moved.isEmpty() || declared > 1 ? declared : moved.get(0) + 1;
                return new Rhythm(0, batches, !moved.isEmpty(), silent);
            }
            int batches = moved.get(1) - moved.get(0);
            if (moved.size() > 2 && moved.get(2) - moved.get(1) != batches) {
                throw new CouldNotJudge(
                        "an update comes after %d batches, and the next one after %d: in no steady rhythm",
                        batches, moved.get(2) - moved.get(1));
            }
            return new Rhythm((moved.get(0) + 1) % batches, batches, true, silent);
        }

        /** Whether updates that came after these calls tell the rhythm: two in a row from the first on, or three. */
        private static boolean told(List<Integer> moved) {
            return moved.size() > 2 || (moved.size() == 2 && moved.get(1) == 1);
        }
    }
}
