package io.souschef.recipe.regularize;

import io.souschef.data.Augmentation;
import io.souschef.data.Images;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.NetPlan;
import io.souschef.recipe.Settings;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One regulariser, tried alone against the control.
 *
 * @param name as the recipe has it
 * @param what is changed, with its number
 * @param apply to the control's settings
 */
record Change(String name, String what, UnaryOperator<Settings> apply) {
    /** What the recipe lists, in its order, as far as it applies to this data. */
    static List<Change> candidates(Kitchen kitchen, Settings control) {
        List<Change> changes = new ArrayList<>();
        if (kitchen.dataset().inputs() instanceof Images images) {
            int shift = Math.max(1, Math.min(images.height(), images.width()) / 14);
            changes.add(augment("shift", "moved by up to " + shift + " pixels", a -> a.withShift(shift)));
            changes.add(augment("flip", "mirrored in every other epoch", Augmentation::withFlip));
            int cutout = Math.max(2, Math.min(images.height(), images.width()) / 4);
            changes.add(augment("cutout", "a square of " + cutout + " pixels blanked", a -> a.withCutout(cutout)));
        }
        NetPlan net = control.net();
        changes.add(new Change("smaller model size", "half the width", s -> s.withNet(net.withWidth(net.width() / 2))));
        changes.add(new Change("decrease the batch size", "half the batch", s -> s.withBatchSize(s.batchSize() / 2)));
        changes.add(new Change("drop", "dropout 0.2", s -> s.withNet(s.net().withDropout(0.2))));
        changes.add(new Change("weight decay", "weight decay 0.05", s -> s.withWeightDecay(0.05)));
        if (kitchen.task() instanceof Task.Classification) {
            changes.add(new Change("label smoothing", "label smoothing 0.1", s -> s.withSmoothing(0.1)));
        }
        changes.add(
                new Change("try a larger model", "twice the width", s -> s.withNet(net.withWidth(net.width() * 2))));
        return changes;
    }

    private static Change augment(String name, String what, UnaryOperator<Augmentation> how) {
        return new Change("data augment: " + name, what, s -> s.withAugmentation(how.apply(s.augmentation())));
    }
}
