package io.souschef.data.summary;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What can be measured on a picture without knowing what it shows: how bright it is, how much contrast, ink, detail and
 * information it has, how large it was. Pixels count as 0 … 1, channels are averaged but for information:
 * a picture of one colour has no contrast, whatever the colour.
 */
final class ImageAxes {
    /** A pixel this far from the picture's background is ink. */
    private static final int INK = 32;

    private static final int LEVELS = 256;

    private ImageAxes() {}

    static List<Axis> of(Images images) {
        int n = images.size();
        double[] brightness = new double[n];
        double[] contrast = new double[n];
        double[] ink = new double[n];
        double[] edges = new double[n];
        double[] entropy = new double[n];
        IntStream.range(0, n).parallel().forEach(id -> {
            byte[] pixels = images.pixels(id);
            int[] histogram = histogram(pixels, 0, pixels.length);
            double mean = mean(histogram, pixels.length);
            brightness[id] = mean / 255;
            contrast[id] = std(pixels, images.channels()) / 255;
            entropy[id] = entropy(histogram, pixels.length);
            ink[id] = ink(histogram, pixels.length);
            edges[id] = edges(images, pixels) / 255;
        });
        List<Axis> axes = new ArrayList<>(List.of(
                new Axis("brightness", "0 … 1", brightness),
                new Axis("contrast", "0 … 0.5", contrast),
                new Axis("ink", "share of pixels", ink),
                new Axis("edges", "step per pixel, 0 … 1", edges),
                new Axis("entropy", "bits", entropy)));
        axes.addAll(sizes(images));
        return axes;
    }

    /** Only where pictures were not all of one size. */
    private static List<Axis> sizes(Images images) {
        int[] heights = images.originalHeights();
        int[] widths = images.originalWidths();
        int n = images.size();
        if (IntStream.range(0, n).allMatch(id -> heights[id] == heights[0] && widths[id] == widths[0])) {
            return List.of();
        }
        return List.of(
                new Axis(
                        "width", "pixels", IntStream.of(widths).asDoubleStream().toArray()),
                new Axis(
                        "height",
                        "pixels",
                        IntStream.of(heights).asDoubleStream().toArray()),
                new Axis(
                        "aspect",
                        "width / height",
                        IntStream.range(0, n)
                                .mapToDouble(id -> (double) widths[id] / heights[id])
                                .toArray()));
    }

    private static int[] histogram(byte[] pixels, int from, int count) {
        int[] histogram = new int[LEVELS];
        for (int i = from; i < from + count; i++) {
            histogram[pixels[i] & 0xff]++;
        }
        return histogram;
    }

    private static double mean(int[] histogram, int count) {
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += (long) level * histogram[level];
        }
        return (double) sum / count;
    }

    /** Of each channel from its own mean. */
    private static double std(byte[] pixels, int channels) {
        int each = pixels.length / channels;
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            int[] histogram = histogram(pixels, c * each, each);
            double mean = mean(histogram, each);
            for (int level = 0; level < LEVELS; level++) {
                sum += histogram[level] * (level - mean) * (level - mean);
            }
        }
        return Math.sqrt(sum / pixels.length);
    }

    private static double entropy(int[] histogram, int count) {
        double sum = 0;
        for (int times : histogram) {
            if (times > 0) {
                double p = (double) times / count;
                sum -= p * Math.log(p);
            }
        }
        return sum / Math.log(2);
    }

    /** The share of pixels that differ from the background, which is the most frequent level. */
    private static double ink(int[] histogram, int count) {
        int background = 0;
        for (int level = 1; level < LEVELS; level++) {
            background = histogram[level] > histogram[background] ? level : background;
        }
        int near = 0;
        for (int level = Math.max(0, background - INK); level <= Math.min(LEVELS - 1, background + INK); level++) {
            near += histogram[level];
        }
        return 1 - (double) near / count;
    }

    /** The mean absolute difference between neighbours, to the right and below. */
    private static double edges(Images images, byte[] pixels) {
        int height = images.height();
        int width = images.width();
        long sum = 0;
        long count = 0;
        for (int c = 0; c < images.channels(); c++) {
            int plane = c * height * width;
            for (int y = 0; y < height; y++) {
                int row = plane + y * width;
                for (int x = 0; x + 1 < width; x++) {
                    sum += Math.abs((pixels[row + x] & 0xff) - (pixels[row + x + 1] & 0xff));
                }
                for (int x = 0; x < width && y + 1 < height; x++) {
                    sum += Math.abs((pixels[row + x] & 0xff) - (pixels[row + width + x] & 0xff));
                }
            }
            count += (long) height * (width - 1) + (long) (height - 1) * width;
        }
        return count == 0 ? 0 : (double) sum / count;
    }
}
