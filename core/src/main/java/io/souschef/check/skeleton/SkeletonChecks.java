package io.souschef.check.skeleton;

import io.souschef.check.Check;
import java.util.List;

/** The checks of this package in the order of the recipe's paragraphs. */
public final class SkeletonChecks {
    private SkeletonChecks() {}

    /** All of them. */
    public static List<Check> all() {
        return List.of(
                new FixedSeed(),
                new WholeTestSet(),
                new LossAtInit(),
                new InputIndependentBaseline(),
                new OverfitOneBatch(),
                new DecreasingTrainingLoss(),
                new BackpropDependencies());
    }
}
