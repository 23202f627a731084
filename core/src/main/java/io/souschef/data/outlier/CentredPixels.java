package io.souschef.data.outlier;

import io.souschef.data.Images;
import io.souschef.data.learner.Features;
import io.souschef.tensor.Tensor;
import java.util.Arrays;

/**
 * A picture in few pixels, its mean taken away, brought to length 1: what it shows, whatever its brightness and contrast. The distance of two
 * is √(2 − 2 r) with r their correlation. A picture without contrast has length 0, and is as far from all others.
 */
final class CentredPixels implements Features {
    /** Pixels of the longer side at most. */
    private static final int SIDE = 14;

    /** Added to the length, so that noise on a blank picture is not made large. */
    private static final double FLAT = 1e-2;

    private final Images small;

    private CentredPixels(Images small) {
        this.small = small;
    }

    static CentredPixels of(Images images) {
        int side = Math.max(images.height(), images.width());
        return new CentredPixels(
                side <= SIDE
                        ? images
                        : images.resized(
                                Math.max(1, images.height() * SIDE / side), Math.max(1, images.width() * SIDE / side)));
    }

    @Override
    public int width() {
        return small.channels() * small.height() * small.width();
    }

    @Override
    public Tensor of(int... ids) {
        float[] all = new float[ids.length * width()];
        for (int i = 0; i < ids.length; i++) {
            fill(small.pixels(ids[i]), all, i * width());
        }
        return Tensor.of(all, ids.length, width());
    }

    private static void fill(byte[] pixels, float[] to, int from) {
        double mean = 0;
        for (byte pixel : pixels) {
            mean += (pixel & 0xff) / 255.0 / pixels.length;
        }
        double squares = 0;
        for (int i = 0; i < pixels.length; i++) {
            to[from + i] = (float) ((pixels[i] & 0xff) / 255.0 - mean);
            squares += to[from + i] * to[from + i];
        }
        double length = Math.sqrt(squares) + FLAT;
        for (int i = from; i < from + pixels.length; i++) {
            to[i] /= (float) length;
        }
    }

    @Override
    public String toString() {
        return "%dx%d pixels %s".formatted(small.width(), small.height(), Arrays.hashCode(small.pixels(0)));
    }
}
