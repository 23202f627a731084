package io.souschef.recipe.regularize;

import io.souschef.data.Augmentation;
import io.souschef.data.Images;
import io.souschef.data.Table;
import io.souschef.recipe.Kitchen;
import io.souschef.recipe.Settings;
import io.souschef.recipe.Stage;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One regulariser, tried alone against the control.
 *
 * @param name as the recipe has it
 * @param what is changed, with its number
 * @param apply to the control's settings, or on top of other changes
 */
record Change(String name, String what, UnaryOperator<Settings> apply) {
    /**
     * What the recipe lists, as far as it applies to this data; what helps most often comes first, for time may run out. Tables with classes: two
     * nets of 128x3 together on seven tables of 208 to 1,470 rows, examples held out of one split. By the loss at the end of training, dropout 0.2
     * was better on six and label smoothing 0.1 on four; with the weights of the best evaluation on four and two. Of five tables with numbers
     * dropout was better on one. One split, and another seed of the same settings was better on three of those five: weak evidence.
     */
    static List<Change> candidates(Kitchen kitchen, Stage stage, Settings control) {
        List<Change> changes = new ArrayList<>();
        if (kitchen.dataset().inputs() instanceof Images images) {
            int side = Math.min(images.height(), images.width());
            int shift = Math.max(1, side / 14);
            int cutout = Math.max(2, side / 4);
            changes.add(augment("shift", "moved by up to " + shift + " pixels", a -> a.withShift(shift)));
            changes.add(augment("flip", "mirrored in every other epoch", Augmentation::withFlip));
            changes.add(augment("turn", "turned by up to 10 degrees", a -> a.withRotate(10)));
            changes.add(augment("cutout", "a square of " + cutout + " pixels blanked", a -> a.withCutout(cutout)));
        }
        int width = control.net().width();
        Change larger = new Change(
                "try a larger model", "twice the width", s -> s.withNet(s.net().withWidth(2 * width)));
        Change decay = new Change("weight decay", "weight decay 0.05", s -> s.withWeightDecay(0.05));
        Change drop = new Change("drop", "dropout 0.2", s -> s.withNet(s.net().withDropout(0.2)));
        List<Change> smoothing = kitchen.task() instanceof Task.Classification
                ? List.of(new Change("label smoothing", "label smoothing 0.1", s -> s.withSmoothing(0.1)))
                : List.of();
        boolean classes = kitchen.dataset().inputs() instanceof Table && !smoothing.isEmpty();
        changes.addAll(classes ? List.of(drop) : List.of(larger, decay, drop));
        changes.addAll(smoothing);
        changes.addAll(classes ? List.of(larger, decay) : List.of());
        changes.add(new Change(
                "smaller model size", "half the width", s -> s.withNet(s.net().withWidth(Math.max(1, width / 2)))));
        if (control.batchSize() >= 8) {
            int half = control.batchSize() / 2;
            changes.add(new Change("decrease the batch size", "half the batch", s -> s.withBatchSize(half)));
        }
        return changes;
    }

    private static Change augment(String name, String what, UnaryOperator<Augmentation> how) {
        return new Change("data augment: " + name, what, s -> s.withAugmentation(how.apply(s.augmentation())));
    }
}
