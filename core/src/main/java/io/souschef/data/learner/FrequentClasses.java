package io.souschef.data.learner;

import io.souschef.data.Labels;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The examples whose class has enough of them, for learners that are fitted without a part of them at a time.
 *
 * @param ids of the examples
 * @param labels by place in {@code ids}, numbered as in {@code classes}
 * @param classes of the data set, those that have enough examples
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record FrequentClasses(int[] ids, int[] labels, int[] classes) {
    /**
     * Empty where fewer than two classes have enough.
     *
     * @param few examples that a class needs at least
     */
    public static Optional<FrequentClasses> of(Labels all, int[] ids, int few) {
        int[] counts = all.counts(ids);
        int[] classes =
                IntStream.range(0, counts.length).filter(k -> counts[k] >= few).toArray();
        if (classes.length < 2) {
            return Optional.empty();
        }
        int[] number = new int[counts.length];
        Arrays.fill(number, -1);
        IntStream.range(0, classes.length).forEach(k -> number[classes[k]] = k);
        int[] kept =
                Arrays.stream(ids).filter(id -> number[all.values()[id]] >= 0).toArray();
        int[] labels = Arrays.stream(kept).map(id -> number[all.values()[id]]).toArray();
        return Optional.of(new FrequentClasses(kept, labels, classes));
    }

    public int count() {
        return labels.length;
    }

    /** The examples at these places alone. */
    public FrequentClasses only(int... places) {
        return places.length == ids.length
                ? this
                : new FrequentClasses(
                        IntStream.of(places).map(i -> ids[i]).toArray(),
                        IntStream.of(places).map(i -> labels[i]).toArray(),
                        classes);
    }

    /**
     * About {@code most} places at random, ascending: of every class the same share; all where there are not more.
     *
     * @param few of a class that are drawn at least, where it has so many
     */
    public int[] drawn(int most, int few, long seed) {
        if (most >= labels.length) {
            return IntStream.range(0, labels.length).toArray();
        }
        int[] left = new int[classes.length];
        Arrays.stream(labels).forEach(k -> left[k]++);
        for (int k = 0; k < left.length; k++) {
            left[k] = (int) Math.max(few, Math.round((double) left[k] * most / labels.length));
        }
        return Arrays.stream(RandomStream.of(seed, "drawn").permutation(labels.length))
                .filter(i -> left[labels[i]]-- > 0)
                .sorted()
                .toArray();
    }

    /** The share that always naming the most frequent class tells right. */
    public double chance() {
        int[] counts = new int[classes.length];
        Arrays.stream(labels).forEach(k -> counts[k]++);
        return (double) Arrays.stream(counts).max().orElse(0) / labels.length;
    }

    /** With equally many of every class in each, give or take one. */
    public Folds folds(int count, long seed) {
        return Folds.stratified(labels, classes.length, count, seed);
    }

    /**
     * Whether the class with the highest score is that of each example.
     *
     * @param scores [count, classes]
     */
    public boolean[] right(float[][] scores) {
        boolean[] right = new boolean[labels.length];
        for (int i = 0; i < right.length; i++) {
            int best = 0;
            for (int k = 1; k < classes.length; k++) {
                best = scores[i][k] > scores[i][best] ? k : best;
            }
            right[i] = best == labels[i];
        }
        return right;
    }
}
