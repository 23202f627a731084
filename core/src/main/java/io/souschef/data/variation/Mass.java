package io.souschef.data.variation;

import io.souschef.data.Images;
import java.util.Arrays;

/**
 * Where that lies which differs from the border of a picture: each pixel weighs as much as it differs from the median of the border.
 *
 * @param height of the picture [pixels]
 * @param width of the picture [pixels]
 * @param border median of the border, per channel, 0 … 255
 * @param y centre of mass [pixels from above]
 * @param x centre of mass [pixels from the left]
 * @param spread root of the mean squared distance from the centre [pixels]; 0 where nothing differs
 * @param slant pixels to the right for each pixel down
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Mass(int height, int width, int[] border, double y, double x, double spread, double slant) {
    /** Differences below it are noise of the background, 0 … 255. */
    private static final int NOISE = 16;

    /** More is no slant, and not taken out; nor is a size changed by more than two. */
    private static final double STEEPEST = 1, MOST = 2;

    static Mass of(Images images, int id) {
        int height = images.height();
        int width = images.width();
        byte[] pixels = images.pixels(id);
        int[] border = border(images, pixels);
        double sum = 0;
        double sumY = 0;
        double sumX = 0;
        double yy = 0;
        double xx = 0;
        double xy = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double weight = 0;
                for (int c = 0; c < border.length; c++) {
                    int apart = Math.abs((pixels[(c * height + y) * width + x] & 0xff) - border[c]);
                    weight += apart < NOISE ? 0 : apart;
                }
                sum += weight;
                sumY += weight * y;
                sumX += weight * x;
                yy += weight * y * y;
                xx += weight * x * x;
                xy += weight * x * y;
            }
        }
        if (sum == 0) {
            return new Mass(height, width, border, (height - 1) / 2.0, (width - 1) / 2.0, 0, 0);
        }
        double cy = sumY / sum;
        double cx = sumX / sum;
        double varianceY = Math.max(0, yy / sum - cy * cy);
        double varianceX = Math.max(0, xx / sum - cx * cx);
        double slant = varianceY < 1e-6 ? 0 : (xy / sum - cx * cy) / varianceY;
        return new Mass(
                height,
                width,
                border,
                cy,
                cx,
                Math.sqrt(varianceY + varianceX),
                Math.max(-STEEPEST, Math.min(STEEPEST, slant)));
    }

    private static int[] border(Images images, byte[] pixels) {
        int height = images.height();
        int width = images.width();
        int[] medians = new int[images.channels()];
        for (int c = 0; c < medians.length; c++) {
            int[] around = new int[2 * (height + width)];
            int at = 0;
            for (int x = 0; x < width; x++) {
                around[at++] = pixels[c * height * width + x] & 0xff;
                around[at++] = pixels[(c * height + height - 1) * width + x] & 0xff;
            }
            for (int y = 0; y < height; y++) {
                around[at++] = pixels[(c * height + y) * width] & 0xff;
                around[at++] = pixels[(c * height + y) * width + width - 1] & 0xff;
            }
            Arrays.sort(around);
            medians[c] = around[around.length / 2];
        }
        return medians;
    }

    double middleY() {
        return (height - 1) / 2.0;
    }

    double middleX() {
        return (width - 1) / 2.0;
    }

    /**
     * The picture drawn anew, bilinearly, what was outside as bright as the border.
     *
     * @param toY where the centre of mass comes to lie
     * @param toX where the centre of mass comes to lie
     * @param scale pixels of the old picture for one of the new
     * @param shear pixels of the old picture that a row is moved for each row below the centre
     */
    byte[] drawn(Images images, int id, double toY, double toX, double scale, double shear) {
        byte[] old = images.pixels(id);
        if (spread == 0) {
            return old.clone();
        }
        double step = Math.max(1 / MOST, Math.min(MOST, scale));
        byte[] fresh = new byte[old.length];
        for (int row = 0; row < height; row++) {
            double fromY = y + (row - toY) * step;
            for (int column = 0; column < width; column++) {
                double fromX = x + (column - toX) * step + shear * (fromY - y);
                for (int c = 0; c < border.length; c++) {
                    fresh[(c * height + row) * width + column] = (byte) Math.round(between(old, c, fromY, fromX));
                }
            }
        }
        return fresh;
    }

    private double between(byte[] pixels, int channel, double atY, double atX) {
        int top = (int) Math.floor(atY);
        int left = (int) Math.floor(atX);
        double down = atY - top;
        double right = atX - left;
        return (1 - down) * ((1 - right) * at(pixels, channel, top, left) + right * at(pixels, channel, top, left + 1))
                + down
                        * ((1 - right) * at(pixels, channel, top + 1, left)
                                + right * at(pixels, channel, top + 1, left + 1));
    }

    private int at(byte[] pixels, int channel, int row, int column) {
        return row < 0 || row >= height || column < 0 || column >= width
                ? border[channel]
                : pixels[(channel * height + row) * width + column] & 0xff;
    }
}
