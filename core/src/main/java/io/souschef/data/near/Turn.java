package io.souschef.data.near;

/** The eight ways to lay a square picture down: as it is, mirrored, turned, and both. */
enum Turn {
    NONE("", false, false, false),
    MIRRORED("mirrored", true, false, false),
    UPSIDE_DOWN("mirrored upside down", false, true, false),
    HALF("turned by 180°", true, true, false),
    TRANSPOSED("mirrored along the diagonal", false, false, true),
    LEFT("turned by 90° to the left", false, true, true),
    RIGHT("turned by 90° to the right", true, false, true),
    ANTITRANSPOSED("mirrored along the other diagonal", true, true, true);

    private final String words;
    private final boolean flipX;
    private final boolean flipY;
    private final boolean transposed;

    /** First rows and columns change places, if they do; then the result is mirrored. */
    Turn(String words, boolean flipX, boolean flipY, boolean transposed) {
        this.words = words;
        this.flipX = flipX;
        this.flipY = flipY;
        this.transposed = transposed;
    }

    /** What happened to the picture, "" for nothing. */
    String words() {
        return words;
    }

    /** Where in a square of this side the pixel that comes to (x, y) was before. */
    int source(int side, int x, int y) {
        int fromX = flipX ? side - 1 - x : x;
        int fromY = flipY ? side - 1 - y : y;
        return transposed ? fromX * side + fromY : fromY * side + fromX;
    }

    /** The hash of the picture after this turn, from its hash before: cosines change places, and every odd one its sign. */
    long of(long hash) {
        long result = 0;
        for (int v = 0; v < PerceptualHash.SIDE; v++) {
            for (int u = 0; u < PerceptualHash.SIDE; u++) {
                int bit = PerceptualHash.bit(u, v);
                if (bit >= 0) {
                    int from = transposed ? PerceptualHash.bit(v, u) : bit;
                    boolean odd = (flipX && u % 2 == 1) != (flipY && v % 2 == 1);
                    long one = hash >>> from & 1;
                    result |= (odd ? 1 - one : one) << bit;
                }
            }
        }
        return result;
    }
}
