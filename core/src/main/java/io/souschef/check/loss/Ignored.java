package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The target that doesn't count. */
public final class Ignored {
    private static final int BATCHES = 20;

    private Ignored() {}

    /** As the task says, whether or not such targets occur; none where all count. */
    public static OptionalLong ofTask(Task task) {
        if (task instanceof Task.NextToken tokens) {
            return OptionalLong.of(tokens.ignoreIndex());
        }
        return task instanceof Task.Dense dense ? OptionalLong.of(dense.ignoreIndex()) : OptionalLong.empty();
    }

    /**
     * As declared, or as the task says where such targets occur, in training or in evaluation; else the padding of the inputs where it occurs
     * among the targets. Batches whose sequences are all of one length need no padding.
     */
    static long value(TrainingProgram program) {
        Declared declared = program.declares();
        if (declared.ignoreIndex().isPresent()) {
            return declared.ignoreIndex().getAsInt();
        }
        OptionalLong ofTask = ofTask(program.task());
        if (ofTask.isPresent() && occurs(program, ofTask.getAsLong())) {
            return ofTask.getAsLong();
        }
        if (declared.sequences().padding().isPresent() && program.task() instanceof Task.NextToken) {
            long padding =
                    declared.sequences().padding().getAsInt(); // of the inputs; so no target is marked in another way
            if (occurs(program, padding)) {
                return padding;
            }
            throw new CouldNotJudge("no target is padding");
        }
        throw new CouldNotJudge("no target is declared not to count: withIgnoreIndex(…) or withPadding(…)");
    }

    private static boolean occurs(TrainingProgram program, long value) {
        return occurs(program.training(0), value) || occurs(program.evaluation(), value);
    }

    private static boolean occurs(Batches batches, long value) {
        return IntStream.range(0, Math.min(BATCHES, batches.count())).anyMatch(b -> {
            try (Batch batch = batches.open(b)) {
                if (batch.target().dtype() != DType.INT64) {
                    throw new CouldNotJudge("targets are no classes");
                }
                return isIn(batch, value);
            }
        });
    }

    static boolean isIn(Batch batch, long value) {
        return Arrays.stream(batch.target().toLongs()).anyMatch(target -> target == value);
    }
}
