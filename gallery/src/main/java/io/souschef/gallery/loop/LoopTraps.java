package io.souschef.gallery.loop;

import io.souschef.gallery.Trap;
import java.util.List;

/** Family H: the loop around the step. */
public final class LoopTraps {
    private LoopTraps() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> all() {
        return List.of(
                LeftInEvaluationMode.trap(),
                LeftInEvaluationModeByEpoch.trap(),
                LastBatchesDropped.trap(),
                LossesKept.trap(),
                HiddenStateKept.trap(),
                BestIsTheWorst.trap(),
                BestNeverPutBack.trap(),
                CheckpointOfWeightsOnly.trap());
    }
}
