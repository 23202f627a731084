package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * Whether the target of every example is its own place in the batch: each is to be told from the others beside it, so that examples
 * are compared on purpose, and an example's target is another in another batch.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
public record InBatchTargets() implements Probe<Boolean> {
    private static final int BATCHES = 3;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(InBatchTargets::all);
    }

    private static boolean all(TrainingProgram program) {
        Batches batches = program.training(0);
        int looked = Math.min(BATCHES, batches.count());
        boolean all = program.task() instanceof Task.Classification && looked > 1;
        for (int b = 0; all && b < looked; b++) {
            try (Batch batch = batches.open(b)) {
                all = arePlaces(batch.target());
            }
        }
        return all;
    }

    private static boolean arePlaces(Tensor target) {
        if (target.dim() != 1 || target.dtype() != DType.INT64 || target.size(0) < 3) {
            return false;
        }
        long[] places = target.toLongs();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }
}
