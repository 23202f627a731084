package io.souschef.gallery.schedule;

import io.souschef.gallery.Trap;
import java.util.List;

/** Family K: the learning rate over time. */
public final class ScheduleTraps {
    private ScheduleTraps() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> all() {
        return List.of(
                CosineTooShort.trap(),
                MilestonesOfAnotherTask.trap(),
                EpochsTakenForSteps.trap(),
                ExponentialPerBatch.trap(),
                WarmupForever.trap(),
                WarmupSkipped.trap(),
                ScheduleOfAnotherOptimizer.trap(),
                ScheduleNeverStepped.trap(),
                ScheduleFromTheStart.trap());
    }
}
