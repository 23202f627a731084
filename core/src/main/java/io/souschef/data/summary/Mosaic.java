package io.souschef.data.summary;

import io.souschef.data.Images;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Examples side by side in one PNG, each enlarged by a whole factor without smoothing, so that the pixels of an 8x8 digit can be
 * counted. What is between them is transparent, to sit on a light page and on a dark one.
 *
 * <pre>{@code
 * byte[] png = Mosaic.of(images).enlarged(8).inColumns(10).png(0, 1, 2, 3);
 * }</pre>
 *
 * @param scale pixels on the screen, along each side, for one of the image
 * @param columns how many beside each other, at most
 */
public record Mosaic(Images images, int scale, int columns) {
    /** Pixels between two pictures. */
    public static final int GAP = 3;

    public Mosaic {
        if (scale < 1 || columns < 1) {
            throw new IllegalArgumentException("a mosaic of scale %d in %d columns".formatted(scale, columns));
        }
    }

    /** As large as they are, in one row. */
    public static Mosaic of(Images images) {
        return new Mosaic(images, 1, Integer.MAX_VALUE);
    }

    /** Enlarged by the largest whole factor with which the longer side has at most {@code side} pixels; never made smaller. */
    public Mosaic enlarged(int side) {
        return new Mosaic(images, Math.max(1, side / Math.max(images.height(), images.width())), columns);
    }

    public Mosaic inColumns(int most) {
        return new Mosaic(images, scale, most);
    }

    /** In as many columns as {@code width} pixels have room for. */
    public Mosaic within(int width) {
        return inColumns(Math.max(1, (width + GAP) / (images.width() * scale + GAP)));
    }

    /** The PNG of these examples, row by row in their order. */
    public byte[] png(int... ids) {
        if (ids.length == 0) {
            throw new IllegalArgumentException("a mosaic of nothing");
        }
        int across = Math.min(columns, ids.length);
        int down = (ids.length + across - 1) / across;
        int width = images.width() * scale;
        int height = images.height() * scale;
        BufferedImage sheet = new BufferedImage(
                across * (width + GAP) - GAP,
                down * (height + GAP) - GAP,
                ids.length == 1 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < ids.length; i++) {
            paint(sheet, ids[i], i % across * (width + GAP), i / across * (height + GAP));
        }
        return encoded(sheet);
    }

    private void paint(BufferedImage sheet, int id, int left, int top) {
        byte[] pixels = images.pixels(id);
        int width = images.width() * scale;
        int[] line = new int[width];
        for (int y = 0; y < images.height(); y++) {
            for (int x = 0; x < width; x++) {
                line[x] = colour(pixels, y * images.width() + x / scale);
            }
            for (int repeat = 0; repeat < scale; repeat++) {
                sheet.setRGB(left, top + y * scale + repeat, width, 1, line, 0, width);
            }
        }
    }

    /** Opaque; of one channel it is grey, of more than three the first three are shown. */
    private int colour(byte[] pixels, int at) {
        int each = images.height() * images.width();
        int red = pixels[at] & 0xff;
        int green = images.channels() < 3 ? red : pixels[each + at] & 0xff;
        int blue = images.channels() < 3 ? red : pixels[2 * each + at] & 0xff;
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static byte[] encoded(BufferedImage sheet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(sheet, "png", out);
        } catch (IOException e) {
            throw new AssertionError("memory can be written to", e);
        }
        return bytes.toByteArray();
    }
}
