package io.souschef.check.data;

import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How well the typical images of two lots of examples fit as they are, with their channels exchanged, and turned.
 *
 * @param labelled whether each class has a typical image of its own, by the first number of the target
 * @param channels of an image [C, H, W]
 */
record Orders(boolean labelled, int channels, int height, int width) {
    private static final int DRAWS = 24;

    /**
     * Correlations, the mean over classes.
     *
     * @param plain as they are
     * @param most in the best order
     * @param best which that is
     */
    record Fits(double plain, double most, String best) {
        /** By how much another order is better. */
        double gain() {
            return most - plain;
        }
    }

    /** How the second lot fits the first. */
    Fits fits(List<Example> one, List<Example> other) {
        Map<Integer, float[]> training = typical(one);
        Map<Integer, float[]> evaluation = typical(other);
        double plain = fit(training, evaluation, image -> image);
        Fits fits = new Fits(plain, plain, "as they are");
        if (channels == 3) {
            double swapped = fit(training, evaluation, this::reversed);
            if (swapped > fits.most()) {
                fits = new Fits(plain, swapped, "with the channels in reverse order: red and blue exchanged");
            }
        }
        for (Turn turn : Turn.values()) {
            double turned = fit(training, evaluation, image -> turn.of(image, height, width));
            if (turned > fits.most() + 1e-9) {
                fits = new Fits(plain, turned, turn.toString());
            }
        }
        return fits;
    }

    /**
     * The most that another order is better by chance: for random parts of one lot, at most half of it, against its rest. Where
     * nothing is in the same place in all images, the mean of a few is mostly of those few.
     */
    double byChance(List<Example> examples, int size) {
        int n = Math.max(1, Math.min(size, examples.size() / 2));
        RandomStream draws = RandomStream.of(0, "parts");
        double most = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] order = draws.at(draw).permutation(examples.size());
            List<Example> mixed = Arrays.stream(order).mapToObj(examples::get).toList();
            most = Math.max(
                    most,
                    fits(mixed.subList(n, mixed.size()), mixed.subList(0, n)).gain());
        }
        return most;
    }

    /** The mean image of each class, or of all where there are none. */
    private Map<Integer, float[]> typical(List<Example> examples) {
        TreeMap<Integer, List<float[]>> byClass = new TreeMap<>();
        for (Example example : examples) {
            byClass.computeIfAbsent(labelled ? example.label() : 0, k -> new ArrayList<>())
                    .add(example.input());
        }
        Map<Integer, float[]> typical = new TreeMap<>();
        byClass.forEach((label, images) -> typical.put(label, mean(images)));
        return typical;
    }

    private static float[] mean(List<float[]> images) {
        float[] mean = new float[images.get(0).length];
        for (float[] image : images) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += image[i] / images.size();
            }
        }
        return mean;
    }

    private static double fit(
            Map<Integer, float[]> training, Map<Integer, float[]> evaluation, UnaryOperator<float[]> order) {
        double sum = 0;
        int classes = 0;
        for (Map.Entry<Integer, float[]> image : training.entrySet()) {
            float[] same = evaluation.get(image.getKey());
            if (same != null) {
                sum += Correlation.of(image.getValue(), order.apply(same));
                classes++;
            }
        }
        return classes == 0 ? 0 : sum / classes;
    }

    private float[] reversed(float[] image) {
        int each = image.length / channels;
        float[] out = new float[image.length];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(image, c * each, out, (channels - 1 - c) * each, each);
        }
        return out;
    }
}
