package io.souschef.check.step;

import io.souschef.check.Check;
import java.util.List;

/** Families F12, G and H: the step. */
public final class StepChecks {
    private StepChecks() {}

    /** Causes before what follows from them. */
    public static List<Check> all() {
        return List.of(
                new LossDetached(),
                new GradientsClearedBeforeUpdate(),
                new StepMissing(),
                new ScaledStepSkipped(),
                new GradientsNotCleared(),
                new TrainedInEvaluationMode(),
                new SteppedTwice(),
                new ClippingIneffective(),
                new AccumulationWrong(),
                new ParametersNotOptimized(),
                new WeightDecayMisplaced(),
                new OptimizerFlawed());
    }
}
