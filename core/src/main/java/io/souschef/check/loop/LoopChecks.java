package io.souschef.check.loop;

import io.souschef.check.Check;
import java.util.List;

/** Families H and K, and G7 and G9: the loop, the checkpoint and the learning rate. */
public final class LoopChecks {
    private LoopChecks() {}

    /** Causes before what follows from them. */
    public static List<Check> all() {
        return List.of(
                new TrainingModeNotRestored(),
                new StateCarried(),
                new MemoryGrows(),
                new PartialAccumulationDropped(),
                new OptimizerReset(),
                new ScheduleReplayed(),
                new CheckpointIncomplete(),
                new BestMisjudged(),
                new BestNotRestored(),
                new ScheduleNotApplied(),
                new DecaysPerBatch(),
                new DecaysTooEarly(),
                new WarmupWrong(),
                new LearningRateUnfit());
    }
}
