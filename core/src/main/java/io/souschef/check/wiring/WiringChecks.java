package io.souschef.check.wiring;

import io.souschef.check.Check;
import java.util.List;

/** Family D: how the net is wired. */
public final class WiringChecks {
    private WiringChecks() {}

    /** In the order of the catalogue's rows, D1 to D14. */
    public static List<Check> all() {
        return List.of(
                new LayerNeverCalled(),
                new ParametersNotRegistered(),
                new ParametersFrozen(),
                new GradientCutOff(),
                new ViewInsteadOfPermute(),
                new LossBroadcasts(),
                new MissingNonLinearity(),
                new ActivationOnLogits(),
                new SoftmaxOnOneUnit(),
                new RecurrenceOverBatch(),
                new WeightsNotTied(),
                new WeightsTiedByAccident(),
                new BiasBeforeBatchNorm(),
                new ResidualMissing(),
                new ResidualDoubled(),
                new OutputRange());
    }
}
