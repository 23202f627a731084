package io.souschef.data.near;

import io.souschef.data.Images;
import java.util.Arrays;

/** Looks at the images of a set in small: whole, and through nine windows of 95 % of their sides. */
final class Views {
    /** What a window leaves out of each side of an image, altogether. */
    private static final double CROP = 0.05;

    private static final int WINDOWS = 3;

    private final Images images;
    private final float[][] columns;
    private final float[][] rows;
    private final float[][] columnCosines;
    private final float[][] rowCosines;
    private final float[][][] cropColumns = new float[WINDOWS][][];
    private final float[][][] cropRows = new float[WINDOWS][][];
    private final float[][][] cropColumnCosines = new float[WINDOWS][][];
    private final float[][][] cropRowCosines = new float[WINDOWS][][];

    Views(Images images) {
        this.images = images;
        int width = images.width();
        int height = images.height();
        columns = Window.averages(width, Likeness.SIDE, 0, 1);
        rows = Window.averages(height, Likeness.SIDE, 0, 1);
        columnCosines = Window.cosines(width, PerceptualHash.SIDE, 0, 1);
        rowCosines = Window.cosines(height, PerceptualHash.SIDE, 0, 1);
        for (int w = 0; w < WINDOWS; w++) {
            double from = CROP * w / (WINDOWS - 1);
            cropColumns[w] = Window.averages(width, Likeness.SIDE, from, 1 - CROP);
            cropRows[w] = Window.averages(height, Likeness.SIDE, from, 1 - CROP);
            cropColumnCosines[w] = Window.cosines(width, PerceptualHash.SIDE, from, 1 - CROP);
            cropRowCosines[w] = Window.cosines(height, PerceptualHash.SIDE, from, 1 - CROP);
        }
    }

    /** The whole image's hash. */
    long hash(int id) {
        return PerceptualHash.of(through(grey(id), rowCosines, columnCosines));
    }

    /** The whole image's likeness. */
    byte[] likeness(int id) {
        float[][] planes = new float[images.channels()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = through(plane(id, c), rows, columns);
        }
        return Likeness.of(planes);
    }

    /** Hashes of the nine crops. */
    long[] cropHashes(int id) {
        float[] grey = grey(id);
        long[] hashes = new long[WINDOWS * WINDOWS];
        for (int x = 0; x < WINDOWS; x++) {
            float[] half = Window.across(grey, images.height(), images.width(), cropColumnCosines[x]);
            for (int y = 0; y < WINDOWS; y++) {
                hashes[y * WINDOWS + x] =
                        PerceptualHash.of(Window.down(half, images.height(), PerceptualHash.SIDE, cropRowCosines[y]));
            }
        }
        return hashes;
    }

    /** Likenesses of the nine crops. */
    byte[][] cropLikenesses(int id) {
        float[][][] crops = new float[WINDOWS * WINDOWS][images.channels()][];
        for (int c = 0; c < images.channels(); c++) {
            float[] plane = plane(id, c);
            for (int x = 0; x < WINDOWS; x++) {
                float[] half = Window.across(plane, images.height(), images.width(), cropColumns[x]);
                for (int y = 0; y < WINDOWS; y++) {
                    crops[y * WINDOWS + x][c] = Window.down(half, images.height(), Likeness.SIDE, cropRows[y]);
                }
            }
        }
        return Arrays.stream(crops).map(Likeness::of).toArray(byte[][]::new);
    }

    private float[] through(float[] grey, float[][] rows, float[][] columns) {
        float[] half = Window.across(grey, images.height(), images.width(), columns);
        return Window.down(half, images.height(), columns.length, rows);
    }

    private float[] plane(int id, int channel) {
        byte[] pixels = images.pixels(id);
        float[] plane = new float[images.height() * images.width()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = pixels[channel * plane.length + i] & 0xff;
        }
        return plane;
    }

    /** By luma (Rec. 601) where there is colour. */
    private float[] grey(int id) {
        byte[] pixels = images.pixels(id);
        int each = images.height() * images.width();
        float[] grey = new float[each];
        for (int i = 0; i < each; i++) {
            grey[i] = images.channels() < 3
                    ? pixels[i] & 0xff
                    : 0.299f * (pixels[i] & 0xff)
                            + 0.587f * (pixels[each + i] & 0xff)
                            + 0.114f * (pixels[2 * each + i] & 0xff);
        }
        return grey;
    }
}
