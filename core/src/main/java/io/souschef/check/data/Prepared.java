package io.souschef.check.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A way to prepare pixels: (x − mean) / deviation, with x from 0, black, to 1, white.
 *
 * @param mean of each channel, or one for all
 * @param deviation the same
 */
record Prepared(List<Double> mean, List<Double> deviation) {
    /** In levels of a byte: rounding of prepared pixels leaves 1e-4 at most; by other numbers one in 25 is as near to a level. */
    private static final double NEAR = 0.02;

    /** Beside what was padded with zeros afterwards. */
    private static final double MOST = 0.8;

    /** Share of the pixels that the noise of an augmentation may carry off. */
    private static final double STRAY = 0.005;

    boolean isFor(int channels) {
        return mean.size() == 1 || mean.size() == channels;
    }

    /** Whether pixels are darker than black or brighter than white by this share of what lies between them, in some channel. */
    boolean isBeyond(Pass pass, double slack) {
        return shares(pass, pixel -> pixel < -slack || pixel > 1 + slack).max().orElse(0) > STRAY;
    }

    /** Whether each channel's range reaches this near to black and to white, as a share of what lies between them. */
    boolean isReached(Moments moments, double slack) {
        return IntStream.range(0, moments.size())
                .allMatch(c -> pixel(c, moments.low()[c]) < slack && pixel(c, moments.high()[c]) > 1 - slack);
    }

    /** Whether what entered is whole levels of a byte, in every channel. */
    boolean isOfBytes(Pass pass) {
        return shares(pass, pixel -> Math.abs(255 * pixel - Math.rint(255 * pixel)) < NEAR)
                        .min()
                        .orElse(0)
                > MOST;
    }

    /** The share of the pixels of each channel. */
    private DoubleStream shares(Pass pass, DoublePredicate such) {
        int[] groups = pass.groups();
        int channels = Arrays.stream(groups).max().orElse(-1) + 1;
        long[] all = new long[channels];
        long[] some = new long[channels];
        for (float[] row : pass.rows()) {
            for (int i = 0; i < row.length; i++) {
                all[groups[i]]++;
                some[groups[i]] += such.test(pixel(groups[i], row[i])) ? 1 : 0;
            }
        }
        return IntStream.range(0, channels).mapToDouble(c -> some[c] / (double) all[c]);
    }

    private double pixel(int channel, double entering) {
        int c = Math.min(channel, mean.size() - 1);
        return entering * deviation.get(c) + mean.get(c);
    }
}
