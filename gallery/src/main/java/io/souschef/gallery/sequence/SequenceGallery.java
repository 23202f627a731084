package io.souschef.gallery.sequence;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** Family L: sequences and attention. */
public final class SequenceGallery {
    private SequenceGallery() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> traps() {
        return List.of(
                TargetIsTheInput.trap(),
                MaskOffByOne.trap(),
                DecoderFedItsTarget.trap(),
                ShiftedInDataAndLoss.trap(),
                NoCausalMask.trap(),
                MaskAfterTheSoftmax.trap(),
                LanguageModelInBothDirections.trap(),
                MaskOfMinusTenThousand.trap(),
                MaskOfMinusEight.trap(),
                PaddingAveraged.trap(),
                PaddingLookedAt.trap(),
                MaskInverted.trap(),
                SoftmaxOverQueries.trap(),
                ScoresNotScaled.trap(),
                NoPositions.trap(),
                PositionsAllTheSame.trap(),
                DocumentsPacked.trap(),
                GenerationOffByOne.trap(),
                GenerationWithDropout.trap());
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return HealthySequences.all();
    }
}
