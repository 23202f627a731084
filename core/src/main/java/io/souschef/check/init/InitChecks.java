package io.souschef.check.init;

import io.souschef.check.Check;
import java.util.List;

/** Family E: how the net starts. */
public final class InitChecks {
    private InitChecks() {}

    /** In the order of the catalogue's rows, E1 to E6. */
    public static List<Check> all() {
        return List.of(
                new UnitsAlike(),
                new InitialWeightsTooLarge(),
                new InitialWeightsTooSmall(),
                new FinalBiasNotSet(),
                new PretrainedNotLoaded(),
                new DrawnAfterLoading(),
                new SameSeedEverywhere());
    }
}
