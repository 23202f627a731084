package io.souschef.data.variation;

/**
 * How bright a picture is, over all pixels of all channels.
 *
 * @param mean 0 … 255
 * @param deviation the standard deviation, in the same unit
 */
record Light(double mean, double deviation) {
    /** A picture that deviates by less has no contrast that could be raised: noise would be. */
    static final double FLAT = 2;

    static Light of(byte[] pixels) {
        double sum = 0;
        double squares = 0;
        for (byte one : pixels) {
            int value = one & 0xff;
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / pixels.length;
        return new Light(mean, Math.sqrt(Math.max(0, squares / pixels.length - mean * mean)));
    }

    /** Every pixel times {@code scale}, plus {@code shift}, kept within 0 … 255. */
    static byte[] changed(byte[] pixels, double scale, double shift) {
        byte[] fresh = new byte[pixels.length];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = (byte) Math.max(0, Math.min(255, Math.round((pixels[i] & 0xff) * scale + shift)));
        }
        return fresh;
    }
}
