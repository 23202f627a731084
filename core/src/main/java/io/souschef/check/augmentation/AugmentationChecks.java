package io.souschef.check.augmentation;

import io.souschef.check.Check;
import java.util.List;

/** The checks of augmentation, causes before symptoms. */
public final class AugmentationChecks {
    private AugmentationChecks() {}

    public static List<Check> all() {
        return List.of(
                new AugmentationDiscarded(),
                new AugmentationRepeats(),
                new EvaluationAugmented(),
                new FlipWithoutLabel(),
                new MaskNotAugmented(),
                new AugmentationTooStrong(),
                new AugmentationChangesLabel());
    }
}
