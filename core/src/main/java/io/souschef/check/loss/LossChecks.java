package io.souschef.check.loss;

import io.souschef.check.Check;
import java.util.List;

/** Family F: the loss. */
public final class LossChecks {
    private LossChecks() {}

    /** Causes before what follows from them. */
    public static List<Check> all() {
        return List.of(
                new SoftmaxBeforeCrossEntropy(),
                new LossExpectsProbabilities(),
                new WrongLossAxis(),
                new WrongLossForTask(),
                new LossSignFlipped(),
                new LossClipped(),
                new LossSummed(),
                new PaddingCounts(),
                new ClassWeightsInverted(),
                new LossUnstable(),
                new RegularizationDominates());
    }
}
