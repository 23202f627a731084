package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * How many examples a net has weights for: a line through points, of three features say, can be laid through four of them, and what it makes of
 * more says as much of the points as of the line. Where an answer is more than a row of numbers, nobody counts.
 */
record Capacity() implements Probe<Long> {
    /** Numbers of an answer; of more many go together. */
    private static final int FEW = 8;

    @Override
    public Long measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                return of(program, batch);
            }
        });
    }

    static long of(TrainingProgram program, Batch batch) {
        Tensor target = batch.target();
        if (target.dim() > 2
                || (target.dim() == 2 && target.size(1) > FEW)
                || program.task() instanceof Task.NextToken
                || program.task() instanceof Task.Dense) {
            return Long.MAX_VALUE;
        }
        long weights = program.net().parameters().values().stream()
                .filter(Tensor::requiresGrad)
                .mapToLong(Tensor::numel)
                .sum();
        long each = program.task() instanceof Task.Classification
                ? program.task().outputs()
                : target.numel() / batch.size();
        return weights / Math.max(1, each);
    }
}
