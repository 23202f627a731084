package io.souschef.gallery.visitors;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** What programs by other hands have shown. */
public final class Visitors {
    private Visitors() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> traps() {
        return List.of(
                PixelsViewed.trap(),
                LossClippedInTheStep.trap(),
                MeanClipped.trap(),
                KeptBesideAnotherLoss.trap(),
                EmbeddingNeverCleared.trap(),
                ClippedBeforeUnscaled.trap(),
                PartsCountAlike.trap(),
                StateCarriedInTheStep.trap(),
                PerplexityOfMeans.trap(),
                RateToldOnly.trap());
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return List.of(InBatchNegatives.healthy(), ShortPieces.healthy());
    }
}
