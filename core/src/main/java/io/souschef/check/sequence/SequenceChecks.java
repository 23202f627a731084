package io.souschef.check.sequence;

import io.souschef.check.Check;
import java.util.List;

/** Family L: sequences and attention. */
public final class SequenceChecks {
    private SequenceChecks() {}

    /** In the order of the catalogue's rows, L1 to L10. */
    public static List<Check> all() {
        return List.of(
                new InputLeaksIntoTarget(),
                new TargetsShiftedTwice(),
                new SeesTheFuture(),
                new MaskCanBeBeaten(),
                new PaddingAttended(),
                new MaskInverted(),
                new SoftmaxOverQueries(),
                new AttentionNotScaled(),
                new PositionsMissing(),
                new DocumentsSeeEachOther(),
                new GenerationDiffers());
    }
}
