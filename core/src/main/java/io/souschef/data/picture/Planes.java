package io.souschef.data.picture;

import java.util.Arrays;

/**
 * A picture as its file holds it, channel by channel: grey, or red, green and blue, or brightness and two differences of colour. The last
 * is how a JPEG is stored; made small first and turned into colours then, it takes a fraction of the time, and comes to the same.
 *
 * @param planes 1 or 3, each [height, width], 0 … 255; held, not copied
 * @param ycc whether the three are brightness and differences
 * @param transparent whether any of it was not opaque
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; compared by content nowhere
record Planes(int height, int width, byte[][] planes, boolean ycc, boolean transparent) {
    private static final byte NO_COLOUR = (byte) 128;

    static Planes of(Picture picture) {
        int each = picture.height() * picture.width();
        byte[][] planes = new byte[picture.channels()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = planes.length == 1
                    ? picture.pixels()
                    : Arrays.copyOfRange(picture.pixels(), c * each, (c + 1) * each);
        }
        return new Planes(picture.height(), picture.width(), planes, false, picture.transparent());
    }

    /** Brightness alone: of red, green and blue the luma (Rec. 601). */
    byte[] luma() {
        return ycc || planes.length == 1 ? planes[0] : picture().inChannels(1);
    }

    /** In grey where all of it is grey; else in red, green and blue. */
    Picture picture() {
        if (planes.length == 1 || isGrey()) {
            return new Picture(1, height, width, planes[0], transparent);
        }
        int each = height * width;
        byte[] pixels = new byte[3 * each];
        if (ycc) {
            colour(pixels);
        } else {
            for (int c = 0; c < 3; c++) {
                System.arraycopy(planes[c], 0, pixels, c * each, each);
            }
        }
        return new Picture(3, height, width, pixels, transparent);
    }

    private boolean isGrey() {
        for (int i = 0; i < planes[0].length; i++) {
            boolean grey = ycc
                    ? planes[1][i] == NO_COLOUR && planes[2][i] == NO_COLOUR
                    : planes[0][i] == planes[1][i] && planes[1][i] == planes[2][i];
            if (!grey) {
                return false;
            }
        }
        return true;
    }

    /** JFIF's equations in 16 bits after the point. */
    private void colour(byte[] pixels) {
        int each = height * width;
        for (int i = 0; i < each; i++) {
            int y = (planes[0][i] & 0xff) << 16;
            int cb = (planes[1][i] & 0xff) - 128;
            int cr = (planes[2][i] & 0xff) - 128;
            pixels[i] = level(y + 91881 * cr);
            pixels[each + i] = level(y - 22554 * cb - 46802 * cr);
            pixels[2 * each + i] = level(y + 116130 * cb);
        }
    }

    private static byte level(int fixed) {
        return (byte) Math.max(0, Math.min(255, (fixed + 0x8000) >> 16));
    }

    /**
     * The whole picture, undistorted, in the middle of one of this size. What it does not cover is filled with the mean of its own
     * edge, so that neither bars nor cut-off parts give a class away.
     */
    Planes fitted(int toHeight, int toWidth) {
        Planes whole = ycc && isGrey() ? new Planes(height, width, new byte[][] {planes[0]}, false, transparent) : this;
        if (height == toHeight && width == toWidth) {
            return whole;
        }
        double scale = Math.min((double) toHeight / height, (double) toWidth / width);
        int h = Math.max(1, Math.min(toHeight, (int) Math.round(height * scale)));
        int w = Math.max(1, Math.min(toWidth, (int) Math.round(width * scale)));
        int top = (toHeight - h) / 2;
        int left = (toWidth - w) / 2;
        byte[][] result = new byte[whole.planes.length][toHeight * toWidth];
        for (int c = 0; c < result.length; c++) {
            byte[] small = Resampling.of(whole.planes[c], height, width, h, w);
            if (h < toHeight || w < toWidth) {
                Arrays.fill(result[c], edge(whole.planes[c]));
            }
            for (int y = 0; y < h; y++) {
                System.arraycopy(small, y * w, result[c], (top + y) * toWidth + left, w);
            }
        }
        return new Planes(toHeight, toWidth, result, whole.ycc, transparent);
    }

    private byte edge(byte[] plane) {
        long sum = 0;
        long count = 0;
        for (int y = 0; y < height; y++) {
            int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
            for (int x = 0; x < width; x += step) {
                sum += plane[y * width + x] & 0xff;
                count++;
            }
        }
        return (byte) Math.round((double) sum / count);
    }
}
