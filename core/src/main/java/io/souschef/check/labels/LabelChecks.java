package io.souschef.check.labels;

import io.souschef.check.Check;
import java.util.List;

/** The checks of labels, causes before symptoms. */
public final class LabelChecks {
    private LabelChecks() {}

    public static List<Check> all() {
        return List.of(
                new LabelsScaled(),
                new LabelsOffByOne(),
                new AllLabelsMasked(),
                new IgnoreIndexIsAClass(),
                new LabelsNumberedDifferently(),
                new LabelsNoisy(),
                new TargetsUnscaled(),
                new ImbalanceIgnored());
    }
}
