package io.souschef.data.shortcut;

/**
 * How well a part of the picture tells the class.
 *
 * @param name of the part
 * @param accuracy the balanced accuracy: the mean over the classes of the share that is told right
 * @param chance what guessing reaches, 1 / classes, however unevenly the classes are spread
 * @param probability that the best of all parts would do so well if none had to do with the label
 */
public record RegionGuess(String name, double accuracy, double chance, double probability) {
    /** From 0, no better than chance, to 1, always right; never negative. */
    public double lift() {
        return Math.max(0, (accuracy - chance) / (1 - chance));
    }

    RegionGuess withProbability(double other) {
        return new RegionGuess(name, accuracy, chance, other);
    }
}
