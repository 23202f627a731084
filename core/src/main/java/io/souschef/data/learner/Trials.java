package io.souschef.data.learner;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One learner, tried on the same pictures shown in different ways: whole, shrunk, shuffled, grey. The same examples, folds and number of
 * features each time, so that only what is shown differs. Training examples alone, a sample of them where there are many.
 */
public final class Trials {
    /** Numbers that each picture becomes, whatever the trial. */
    public static final int WIDTH = 256;

    /** Pixels on the long side that the learner is shown at most. */
    public static final int SIDE = 48;

    private static final int FOLDS = 5, MOST = 3000, LEAST = 400;

    /** A class of fewer examples can't be told by those of the others that are left. */
    private static final int FEW = 2 * FOLDS;

    /** Multiply-adds per second, passes over memory counted as such. */
    private static final double RATE = 8e9;

    /** As many trials, and as large ones, as there are at most. */
    private static final int COUNT = 14;

    private final Images images;
    private final FrequentClasses shown;
    private final Folds folds;
    private final long seed;
    private final Map<List<Integer>, boolean[]> known = new HashMap<>();

    private Trials(Images all, FrequentClasses shown, long seed) {
        this.images = fitted(all.only(shown.ids()));
        this.shown = shown;
        this.folds = shown.folds(FOLDS, seed);
        this.seed = seed;
    }

    /**
     * Empty where there are no pictures with labels, or fewer than two classes have {@value #FEW} training examples.
     *
     * @param seconds that all trials together may take, on a nominal machine
     */
    public static Optional<Trials> of(Dataset dataset, double seconds, long seed) {
        if (!(dataset.inputs() instanceof Images all) || !(dataset.targets() instanceof Labels labels)) {
            return Optional.empty();
        }
        int[] train = dataset.split().train();
        int[] order = RandomStream.of(seed, "trials").permutation(train.length);
        int[] drawn = Arrays.stream(order)
                .limit(train.length == 0 ? 0 : affordable(all, seconds))
                .map(i -> train[i])
                .toArray();
        return FrequentClasses.of(labels, drawn, FEW).map(shown -> new Trials(all, shown, seed));
    }

    private static Images fitted(Images images) {
        int side = Math.max(images.height(), images.width());
        return side <= SIDE
                ? images
                : images.resized(Math.max(1, images.height() * SIDE / side), Math.max(1, images.width() * SIDE / side));
    }

    private static long affordable(Images images, double seconds) {
        Images small = fitted(images.only(0));
        PatchFeatures.Plan plan = new PatchFeatures.Plan(patch(small), WIDTH - 2, 1);
        double each = plan.work(small) + (double) WIDTH * WIDTH;
        return Math.max(LEAST, Math.min(MOST, Math.round(seconds * RATE / COUNT / each)));
    }

    /** The pictures, 0 … count − 1, as the learner is shown them. */
    public Images images() {
        return images;
    }

    public int count() {
        return shown.count();
    }

    /** The share that always naming the most frequent class tells right. */
    public double chance() {
        return shown.chance();
    }

    /** The same of the pictures as they are; the same question is worked out once. */
    public boolean[] right(int patch, int grid) {
        return known.computeIfAbsent(List.of(patch, grid), q -> right(images, patch, grid))
                .clone();
    }

    /** Whether each example is told right by the learner that was fitted without its fold. */
    public boolean[] right(Images pictures, int patch, int grid) {
        PatchFeatures.Plan plan = new PatchFeatures.Plan(patch, WIDTH / (grid * grid) - 2, grid);
        int[] ids = IntStream.range(0, count()).toArray();
        Features features = Held.of(PatchFeatures.cut(pictures, ids, plan, seed), count());
        return shown.right(Ridge.leftOut(features, ids, shown.labels(), shown.classes().length, folds, share -> {}));
    }

    /** Whether each example is of the class of the picture among the others whose pixels are nearest. */
    public boolean[] rightByNearest(Images pictures) {
        int[] nearest = NearestOther.of(pictures);
        boolean[] right = new boolean[count()];
        for (int i = 0; i < right.length; i++) {
            right[i] = shown.labels()[nearest[i]] == shown.labels()[i];
        }
        return right;
    }

    /** The side of a patch that the learner usually has: 6 of 28 pixels, 3 of 8. */
    public int patch() {
        return patch(images);
    }

    private static int patch(Images images) {
        int side = Math.min(images.height(), images.width());
        return Math.max(1, Math.min(side, side < 16 ? 3 : 6));
    }

    /** The cells of a side in which it usually keeps apart where a patch is. */
    public int grid() {
        return Math.min(2, Math.min(images.height(), images.width()) - patch() + 1);
    }

    /** Of every picture the tiles, {@code side} by {@code side} of them, in a random order of its own; what is left over at the edges stays. */
    public Images shuffled(int side) {
        int high = images.height() / side;
        int wide = images.width() / side;
        byte[][] pixels = new byte[count()][];
        for (int id = 0; id < pixels.length; id++) {
            int[] order = RandomStream.of(seed, "tiles").at(id).permutation(side * side);
            pixels[id] = images.pixels(id).clone();
            for (int tile = 0; tile < order.length; tile++) {
                copy(images.pixels(id), order[tile], pixels[id], tile, side, high, wide);
            }
        }
        return images.withPixels(pixels);
    }

    private void copy(byte[] from, int tile, byte[] to, int place, int side, int high, int wide) {
        for (int c = 0; c < images.channels(); c++) {
            for (int y = 0; y < high; y++) {
                int source = (c * images.height() + tile / side * high + y) * images.width() + tile % side * wide;
                int target = (c * images.height() + place / side * high + y) * images.width() + place % side * wide;
                System.arraycopy(from, source, to, target, wide);
            }
        }
    }
}
