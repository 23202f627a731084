package io.souschef.check.regularization;

import io.souschef.check.Check;
import java.util.List;

/** The checks of regularization and normalisation, causes before symptoms. */
public final class RegularizationChecks {
    private RegularizationChecks() {}

    public static List<Check> all() {
        return List.of(
                new DropoutIgnoresMode(),
                new DropoutInactive(),
                new DropoutInverted(),
                new DropoutInEvaluation(),
                new BatchNormOnTinyBatches(),
                new BatchNormMomentum(),
                new BatchNormOfAnotherDomain(),
                new WeightDecayTooStrong(),
                new RegularizationMissing());
    }
}
