package io.souschef.data.shortcut;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Properties of pictures in which collecting leaves its traces: how bright and how even their border is, and their colours. */
public final class BorderAxes {
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private BorderAxes() {}

    /** "border": the mean of the outermost pixels; "border contrast": their standard deviation; of coloured ones the mean of each colour. */
    public static List<Axis> of(Images images) {
        int n = images.size();
        double[] level = new double[n];
        double[] contrast = new double[n];
        double[][] colours = new double[images.channels() == 3 ? 3 : 0][n];
        IntStream.range(0, n).parallel().forEach(id -> {
            measureBorder(images, id, level, contrast);
            for (int c = 0; c < colours.length; c++) {
                colours[c][id] = mean(images, id, c);
            }
        });
        List<Axis> axes = new ArrayList<>(
                List.of(new Axis("border", "0 … 1", level), new Axis("border contrast", "0 … 0.5", contrast)));
        for (int c = 0; c < colours.length; c++) {
            axes.add(new Axis(COLOURS.get(c), "0 … 1", colours[c]));
        }
        return axes;
    }

    private static void measureBorder(Images images, int id, double[] level, double[] contrast) {
        byte[] pixels = images.pixels(id);
        int height = images.height();
        int width = images.width();
        long sum = 0;
        long squares = 0;
        int count = 0;
        for (int row = 0; row < images.channels() * height; row++) {
            boolean whole = row % height == 0 || row % height == height - 1;
            for (int x = 0; x < width; x += whole ? 1 : Math.max(1, width - 1)) {
                int value = pixels[row * width + x] & 0xff;
                sum += value;
                squares += (long) value * value;
                count++;
            }
        }
        double mean = (double) sum / count;
        level[id] = mean / 255;
        contrast[id] = Math.sqrt(Math.max(0, (double) squares / count - mean * mean)) / 255;
    }

    private static double mean(Images images, int id, int channel) {
        byte[] pixels = images.pixels(id);
        int area = images.height() * images.width();
        long sum = 0;
        for (int i = channel * area; i < (channel + 1) * area; i++) {
            sum += pixels[i] & 0xff;
        }
        return (double) sum / area / 255;
    }
}
