package io.souschef.gallery.init;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** Family E: how a net starts. */
public final class InitGallery {
    private InitGallery() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> traps() {
        return List.of(
                EveryWeightAConstant.trap(),
                EveryWeightZero.trap(),
                NormalWithDeviationOne.trap(),
                NormalWithDeviationOneThousandth.trap(),
                MeanOfFiftyWithoutABias.trap(),
                OneInThirteenWithoutABias.trap(),
                CheckpointUnderAnotherName.trap(),
                InitializedAfterLoading.trap(),
                SameSeedForEveryLayer.trap(),
                EnsembleOfOne.trap());
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return HealthyStarts.all();
    }
}
