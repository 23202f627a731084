package io.souschef.gallery.fed;

/** What one does to a picture by hand: [C, H, W] in an array. */
public final class Pictures {
    private Pictures() {}

    /** Left to right. */
    public static float[] flipped(float[] image, int width) {
        float[] out = new float[image.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = image[i - i % width + width - 1 - i % width];
        }
        return out;
    }

    /** Top to bottom, of one channel or of several. */
    public static float[] upsideDown(float[] image, int height, int width) {
        float[] out = new float[image.length];
        int each = height * width;
        for (int i = 0; i < out.length; i++) {
            int y = i % each / width;
            out[i] = image[i / each * each + (height - 1 - y) * width + i % width];
        }
        return out;
    }

    /** Left to right, of a mask. */
    public static double[] flipped(double[] mask, int width) {
        double[] out = new double[mask.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = mask[i - i % width + width - 1 - i % width];
        }
        return out;
    }

    /** Moved to the right by dx and down by dy, with {@code fill} where nothing was. */
    public static float[] moved(float[] image, int height, int width, int dx, int dy, float fill) {
        float[] out = new float[image.length];
        int each = height * width;
        for (int i = 0; i < out.length; i++) {
            int y = i % each / width - dy;
            int x = i % width - dx;
            boolean inside = y >= 0 && y < height && x >= 0 && x < width;
            out[i] = inside ? image[i / each * each + y * width + x] : fill;
        }
        return out;
    }
}
