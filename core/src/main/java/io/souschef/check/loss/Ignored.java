package io.souschef.check.loss;

import io.souschef.check.CouldNotJudge;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/** The target that doesn't count. */
final class Ignored {
    private Ignored() {}

    /** As declared, or as the task says where such targets occur; else the padding of the inputs. */
    static long value(TrainingProgram program, Batch batch) {
        if (batch.target().dtype() != DType.INT64) {
            throw new CouldNotJudge("targets are no classes");
        }
        Declared declared = program.declares();
        if (declared.ignoreIndex().isPresent()) {
            return declared.ignoreIndex().getAsInt();
        }
        long value = program.task() instanceof Task.NextToken next
                ? next.ignoreIndex()
                : program.task() instanceof Task.Dense dense ? dense.ignoreIndex() : Long.MIN_VALUE;
        if (value != Long.MIN_VALUE && Arrays.stream(batch.target().toLongs()).anyMatch(t -> t == value)) {
            return value;
        }
        if (declared.sequences().padding().isPresent() && program.task() instanceof Task.NextToken) {
            return declared.sequences().padding().getAsInt(); // of the inputs; so no target is marked in another way
        }
        throw new CouldNotJudge("no target is declared not to count: withIgnoreIndex(…) or withPadding(…)");
    }
}
