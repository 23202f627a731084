package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The first examples of each batch, where a batch is large: what a step does is seen on 32 as well as on 512, in a sixteenth of the
 * time. Smaller batches stay as they are.
 */
public final class Portion {
    /** Of sequences fewer will do, as long as they hold so many tokens; never fewer than a few. */
    private static final int EXAMPLES = 32, TOKENS = 1024, FEW = 8;

    private Portion() {}

    /** Of each of these batches of a program. */
    public static Batches of(TrainingProgram program, Batches all) {
        return Batches.of(all.count(), all.examples(), b -> open(program, () -> all.open(b)));
    }

    /** Of a batch that is opened for it, and closed with it. */
    public static Batch open(TrainingProgram program, Supplier<Batch> whole) {
        return Batch.open("portion", () -> content(program.task(), whole.get()));
    }

    private static Batch.Content content(Task task, Batch batch) {
        int n = Math.min(batch.size(), most(task, batch));
        if (n == batch.size()) {
            return new Batch.Content(batch.inputs(), batch.target(), batch.ids());
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        batch.inputs().forEach((name, input) -> inputs.put(name, first(input, n)));
        return new Batch.Content(inputs, first(batch.target(), n), Arrays.copyOf(batch.ids(), n));
    }

    private static int most(Task task, Batch batch) {
        if (!(task instanceof Task.NextToken)) {
            return EXAMPLES;
        }
        long each = Math.max(1, batch.target().numel() / batch.size());
        return (int) Math.max(FEW, Math.min(EXAMPLES, TOKENS / each));
    }

    private static Tensor first(Tensor tensor, int n) {
        return tensor.narrow(0, 0, n).copy();
    }
}
