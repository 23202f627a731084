package io.souschef.gallery.wiring;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** Family D: how the net is wired. */
public final class WiringGallery {
    private WiringGallery() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> traps() {
        return List.of(
                LayerNeverCalled.trap(),
                LayersInAPlainList.trap(),
                HeadFrozenWithTheBackbone.trap(),
                DetachInTheMiddle.trap(),
                NoGradAroundTheEncoder.trap(),
                ViewForPermute.trap(),
                HeadsSplitByView.trap(),
                LossOfAllPairs.trap(),
                NoActivations.trap(),
                OneActivationForgotten.trap(),
                ReluOnLogits.trap(),
                SoftmaxOnOneUnit.trap(),
                LstmOverTheBatch.trap(),
                HeadCopiedFromEmbedding.trap(),
                OneBlockManyTimes.trap(),
                BiasBeforeBatchNorm.trap(),
                ResidualForgotten.trap(),
                ResidualOfOneBlockForgotten.trap(),
                ResidualAddedTwice.trap(),
                SigmoidForTargetsBelowZero.trap());
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return HealthyWiring.all();
    }
}
