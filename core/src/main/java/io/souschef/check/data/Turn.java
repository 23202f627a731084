package io.souschef.check.data;

/** A way to turn or move an image [C, H, W]. */
public enum Turn {
    NONE("as it was"),
    LEFT_TO_RIGHT("flipped left to right"),
    TOP_TO_BOTTOM("flipped top to bottom"),
    QUARTER("turned by a quarter"),
    HALF("turned by half"),
    BACK("turned back by a quarter"),
    TRANSPOSED("with rows and columns exchanged");

    private final String text;

    Turn(String text) {
        this.text = text;
    }

    /** The turned image; quarters and exchanges need a square one, others stay as they are. */
    public float[] of(float[] image, int height, int width) {
        float[] out = new float[image.length];
        int channels = image.length / (height * width);
        boolean square = height == width;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromY = y;
                    int fromX = x;
                    if (this == LEFT_TO_RIGHT || this == HALF) {
                        fromX = width - 1 - x;
                    }
                    if (this == TOP_TO_BOTTOM || this == HALF) {
                        fromY = height - 1 - y;
                    }
                    if (square && this == QUARTER) {
                        fromY = x;
                        fromX = width - 1 - y;
                    }
                    if (square && this == BACK) {
                        fromY = height - 1 - x;
                        fromX = y;
                    }
                    if (square && this == TRANSPOSED) {
                        fromY = x;
                        fromX = y;
                    }
                    out[(c * height + y) * width + x] = image[(c * height + fromY) * width + fromX];
                }
            }
        }
        return out;
    }

    @Override
    public String toString() {
        return text;
    }
}
