package io.souschef.data.shortcut;

import io.souschef.data.axis.Axis;

/**
 * How well one property alone tells the label.
 *
 * @param axis the property
 * @param accuracy the balanced accuracy of guessing from it: the mean over classes of the share that is guessed right
 * @param chance the balanced accuracy of guessing without it, 1 / classes, however unevenly the classes are spread
 * @param probability that the best of all properties that were looked at would guess so well if none had to do with the label
 */
public record Shortcut(Axis axis, double accuracy, double chance, double probability) {
    /** From 0, no better than chance, to 1, always right; never negative. */
    public double lift() {
        return Math.max(0, (accuracy - chance) / (1 - chance));
    }
}
