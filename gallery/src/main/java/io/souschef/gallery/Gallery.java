package io.souschef.gallery;

import io.souschef.gallery.augmentation.AugmentationGallery;
import io.souschef.gallery.boarders.Boarders;
import io.souschef.gallery.data.DataGallery;
import io.souschef.gallery.evaluation.EvaluationGallery;
import io.souschef.gallery.fed.FedHealthy;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.healthy.StepHealthy;
import io.souschef.gallery.init.InitGallery;
import io.souschef.gallery.labels.LabelsGallery;
import io.souschef.gallery.lodgers.Lodgers;
import io.souschef.gallery.loop.LoopTraps;
import io.souschef.gallery.loss.LossTraps;
import io.souschef.gallery.neighbours.Neighbours;
import io.souschef.gallery.newcomers.Newcomers;
import io.souschef.gallery.regularization.RegularizationGallery;
import io.souschef.gallery.schedule.ScheduleTraps;
import io.souschef.gallery.sequence.SequenceGallery;
import io.souschef.gallery.step.StepTraps;
import io.souschef.gallery.strangers.Strangers;
import io.souschef.gallery.tenants.Tenants;
import io.souschef.gallery.visitors.Visitors;
import io.souschef.gallery.wiring.WiringGallery;
import java.util.ArrayList;
import java.util.List;

/** Everything that hangs here, family by family. */
public final class Gallery {
    private Gallery() {}

    /** All planted bugs. */
    public static List<Trap> traps() {
        List<Trap> all = new ArrayList<>();
        all.addAll(DataGallery.traps());
        all.addAll(AugmentationGallery.traps());
        all.addAll(LabelsGallery.traps());
        all.addAll(WiringGallery.traps());
        all.addAll(InitGallery.traps());
        all.addAll(SequenceGallery.traps());
        all.addAll(LossTraps.all());
        all.addAll(StepTraps.all());
        all.addAll(LoopTraps.all());
        all.addAll(ScheduleTraps.all());
        all.addAll(EvaluationGallery.traps());
        all.addAll(RegularizationGallery.traps());
        all.addAll(Visitors.traps());
        all.addAll(Strangers.traps());
        all.addAll(Guests.traps());
        all.addAll(Newcomers.traps());
        all.addAll(Lodgers.traps());
        all.addAll(Boarders.traps());
        all.addAll(Tenants.traps());
        all.addAll(Neighbours.traps());
        return List.copyOf(all);
    }

    /** All healthy programs, without the twins of the traps. */
    public static List<Healthy> healthy() {
        List<Healthy> all = new ArrayList<>();
        all.addAll(WiringGallery.healthy());
        all.addAll(InitGallery.healthy());
        all.addAll(SequenceGallery.healthy());
        all.addAll(StepHealthy.all());
        all.addAll(FedHealthy.all());
        all.addAll(Visitors.healthy());
        all.addAll(Strangers.healthy());
        all.addAll(Guests.healthy());
        all.addAll(Newcomers.healthy());
        all.addAll(Lodgers.healthy());
        all.addAll(Boarders.healthy());
        all.addAll(Tenants.healthy());
        all.addAll(Neighbours.healthy());
        return List.copyOf(all);
    }
}
