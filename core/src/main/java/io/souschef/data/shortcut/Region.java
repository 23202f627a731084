package io.souschef.data.shortcut;

import java.util.stream.IntStream;

/**
 * A part of a picture in which what it shows should not be.
 *
 * @param name "the border", "the corners", "all but the middle", "the whole picture"
 * @param places of its pixels, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Region(String name, int[] places) {
    /** One pixel of so many of the shorter side is border; the corners are squares of so much of it; the middle is so wide and high. */
    private static final double BORDER = 1 / 20.0, CORNER = 1 / 8.0, MIDDLE = 0.75;

    /** A whole picture's share that may be looked at and still be called a part. */
    private static final double PART = 0.3;

    private interface Inside {
        boolean at(int x, int y);
    }

    static Region whole(int height, int width) {
        return of("the whole picture", height, width, (x, y) -> true);
    }

    static Region border(int height, int width) {
        int wide = (int) Math.max(1, Math.round(BORDER * Math.min(height, width)));
        return of(
                "the border", height, width, (x, y) -> x < wide || y < wide || x >= width - wide || y >= height - wide);
    }

    static Region corners(int height, int width) {
        int side = (int) Math.max(1, Math.round(CORNER * Math.min(height, width)));
        return of(
                "the corners",
                height,
                width,
                (x, y) -> (x < side || x >= width - side) && (y < side || y >= height - side));
    }

    /** Outside of an ellipse in the middle. */
    static Region background(int height, int width) {
        return of("all but the middle", height, width, (x, y) -> {
            double across = (2 * x + 1.0 - width) / (MIDDLE * width);
            double down = (2 * y + 1.0 - height) / (MIDDLE * height);
            return across * across + down * down > 2;
        });
    }

    private static Region of(String name, int height, int width, Inside inside) {
        return new Region(
                name,
                IntStream.range(0, height * width)
                        .filter(i -> inside.at(i % width, i / width))
                        .toArray());
    }

    /** Whether it is a part of a picture with so many pixels, and not most of it. */
    boolean isPartOf(int pixels) {
        return places.length > 0 && places.length <= PART * pixels;
    }
}
