package io.souschef.data.annotation;

/**
 * A box on a picture, or the box around an outline; in shares of the picture's width and height.
 *
 * @param label what is in it
 * @param area of the box, or of the outline in it: a share of the picture
 */
public record Box(String label, double left, double top, double width, double height, double area) {
    /** Of a side: a box that sticks out by less was rounded. */
    private static final double ROUNDED = 0.005;

    /** Of their union: two boxes of one label that share more are the same one, drawn twice. */
    private static final double SAME = 0.95;

    boolean isOutside() {
        return left < -ROUNDED || top < -ROUNDED || left + width > 1 + ROUNDED || top + height > 1 + ROUNDED;
    }

    boolean isEmpty() {
        return !(width > 0) || !(height > 0) || !(area > 0);
    }

    boolean isSameAs(Box other) {
        if (!label.equals(other.label)) {
            return false;
        }
        double across = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double down = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        double shared = Math.max(0, across) * Math.max(0, down);
        return shared > SAME * (width * height + other.width * other.height - shared);
    }
}
