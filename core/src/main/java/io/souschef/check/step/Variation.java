package io.souschef.check.step;

import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;

/**
 * The standard step with one ingredient changed. The first is the standard step itself; those that are {@link #sound} are other
 * ways to do the same.
 */
enum Variation {
    STANDARD(true),
    /** Micro-batches weighted by their number of examples. */
    WEIGHTED(true),
    /** Micro-batches weighted by their number of targets that count. */
    WEIGHTED_BY_TARGETS(true),
    /** Layers without a parameter to train stay in evaluation mode: BatchNorm in a frozen backbone keeps its statistics. */
    FROZEN_PARTS_IN_EVALUATION_MODE(true),
    /** A clipping that isn't declared. */
    CLIPPED_TO_ONE(true),
    CLIPPED_TO_HALF(true),
    CLIPPED_TO_FIVE(true),
    CLIPPED_TO_TEN(true),
    CLIPPED_TO_TENTH(true),
    CLIPPED_BY_VALUE_UNDECLARED(true),
    NOT_CLEARED(false),
    CLEARED_EACH_BATCH(false),
    EVALUATION_MODE(false),
    NOT_CLIPPED(false),
    CLIPPED_BY_VALUE(false),
    CLIPPED_EACH(false),
    /** What the micro-batches before have left is clipped, ahead of each backward pass; what the last one adds never is. */
    CLIPPED_BEFORE_BACKWARD(false),
    TWICE(false),
    NOT_DIVIDED(false),
    NOT_CLEARED_IN_EVALUATION_MODE(false),
    SOFTMAX_FIRST(false),
    SIGMOID_FIRST(false),
    /** Clipped while it is a thousand times as large, as by a loss's scale that isn't divided out yet. */
    CLIPPED_WITH_SCALE(false);

    private final boolean sound;

    Variation(boolean sound) {
        this.sound = sound;
    }

    boolean sound() {
        return sound;
    }

    /** Whether it could differ from the standard step at all. */
    boolean applies(TrainingProgram program, int batchesPerUpdate) {
        boolean clips = program.declares().clipNorm().isPresent();
        Task task = program.task();
        return switch (this) {
            case FROZEN_PARTS_IN_EVALUATION_MODE ->
                StandardStep.frozen(program.net()).findAny().isPresent();
            case WEIGHTED, CLEARED_EACH_BATCH, NOT_DIVIDED -> batchesPerUpdate > 1;
            case WEIGHTED_BY_TARGETS ->
                batchesPerUpdate > 1 && (task instanceof Task.NextToken || task instanceof Task.Dense);
            case CLIPPED_BEFORE_BACKWARD -> clips && batchesPerUpdate > 1;
            case NOT_CLIPPED, CLIPPED_BY_VALUE, CLIPPED_EACH, CLIPPED_WITH_SCALE -> clips;
            case CLIPPED_TO_ONE,
                    CLIPPED_TO_HALF,
                    CLIPPED_TO_FIVE,
                    CLIPPED_TO_TEN,
                    CLIPPED_TO_TENTH,
                    CLIPPED_BY_VALUE_UNDECLARED -> !clips;
            case SOFTMAX_FIRST ->
                task instanceof Task.Classification || task instanceof Task.NextToken || task instanceof Task.Dense;
            case SIGMOID_FIRST -> task instanceof Task.MultiLabel;
            default -> true;
        };
    }
}
