package io.souschef.data;

import io.souschef.data.picture.PictureFiles;
import io.souschef.data.picture.Resampling;
import io.souschef.data.source.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of one size, 8 bits per channel. The arrays are held, not copied, and are not to be written to.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height rows of pixels
 * @param width pixels in a row
 * @param pixels per example, [channels, height, width] row by row, 0 … 255
 * @param originalHeights per example, before it was brought to the common size
 * @param originalWidths per example, before it was brought to the common size
 * @param names per example
 * @param files what was measured on the files that they were read from
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes of pixels; images are compared by Duplicates, never by equals
public record Images(
        int channels,
        int height,
        int width,
        byte[][] pixels,
        int[] originalHeights,
        int[] originalWidths,
        List<String> names,
        PictureFiles files)
        implements Inputs {
    public Images {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("no such image: %dx%dx%d".formatted(channels, height, width));
        }
        int n = pixels.length;
        if (originalHeights.length != n || originalWidths.length != n || names.size() != n) {
            throw new IllegalArgumentException("%d images, %d heights, %d widths, %d names"
                    .formatted(n, originalHeights.length, originalWidths.length, names.size()));
        }
        for (byte[] image : pixels) {
            if (image.length != channels * height * width) {
                throw new IllegalArgumentException("an image of %d bytes among images of %dx%dx%d"
                        .formatted(image.length, channels, height, width));
            }
        }
    }

    /** Images that were not read from files of their own. */
    public Images(
            int channels,
            int height,
            int width,
            byte[][] pixels,
            int[] originalHeights,
            int[] originalWidths,
            List<String> names) {
        this(channels, height, width, pixels, originalHeights, originalWidths, names, PictureFiles.NONE);
    }

    /** Images that are as large as they were. */
    public static Images unscaled(int channels, int height, int width, byte[][] pixels, List<String> names) {
        int[] heights = new int[pixels.length];
        int[] widths = new int[pixels.length];
        Arrays.fill(heights, height);
        Arrays.fill(widths, width);
        return new Images(channels, height, width, pixels, heights, widths, names);
    }

    @Override
    public int size() {
        return pixels.length;
    }

    /** [channels, height, width], 0 … 255 as unsigned bytes; the array itself, not a copy. */
    public byte[] pixels(int id) {
        return pixels[id];
    }

    /** One array for many: [ids.length, channels, height, width]. */
    public byte[] gather(int... ids) {
        int each = channels * height * width;
        byte[] all = new byte[Math.multiplyExact(ids.length, each)];
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(pixels[ids[i]], 0, all, i * each, each);
        }
        return all;
    }

    /** The same pictures, made larger or smaller: bilinear when enlarging, an average over areas when shrinking. */
    public Images resized(int toHeight, int toWidth) {
        if (toHeight == height && toWidth == width) {
            return this;
        }
        byte[][] resized = new byte[size()][];
        IntStream.range(0, size()).parallel().forEach(id -> {
            byte[] planes = new byte[channels * toHeight * toWidth];
            for (int c = 0; c < channels; c++) {
                byte[] plane = Arrays.copyOfRange(pixels[id], c * height * width, (c + 1) * height * width);
                byte[] fresh = Resampling.of(plane, height, width, toHeight, toWidth);
                System.arraycopy(fresh, 0, planes, c * toHeight * toWidth, fresh.length);
            }
            resized[id] = planes;
        });
        return new Images(channels, toHeight, toWidth, resized, originalHeights, originalWidths, names, files);
    }

    /** These pictures alone, numbered anew in this order, without what was measured on their files. */
    public Images only(int... ids) {
        byte[][] some = new byte[ids.length][];
        int[] heights = new int[ids.length];
        int[] widths = new int[ids.length];
        List<String> theirs = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            some[i] = pixels[ids[i]];
            heights[i] = originalHeights[ids[i]];
            widths[i] = originalWidths[ids[i]];
            theirs.add(names.get(ids[i]));
        }
        return new Images(channels, height, width, some, heights, widths, theirs);
    }

    /** As many other pictures of the same size and names. */
    public Images withPixels(byte[][] other) {
        return new Images(channels, height, width, other, originalHeights, originalWidths, names, files);
    }

    /** Without colour: every channel the mean of all, so that their number stays. */
    public Images greyed() {
        int area = height * width;
        byte[][] grey = new byte[size()][channels * area];
        IntStream.range(0, size()).parallel().forEach(id -> {
            for (int p = 0; p < area; p++) {
                int sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += pixels[id][c * area + p] & 0xff;
                }
                for (int c = 0; c < channels; c++) {
                    grey[id][c * area + p] = (byte) ((sum + channels / 2) / channels);
                }
            }
        });
        return withPixels(grey);
    }

    @Override
    public List<Unreadable> passedOver() {
        return files.passedOver();
    }

    @Override
    public String nameOf(int id) {
        return names.get(id);
    }

    @Override
    public String describe() {
        return "%,d images of %dx%d, %s"
                .formatted(
                        size(),
                        width,
                        height,
                        channels == 1 ? "grey" : channels == 3 ? "colour" : channels + " channels");
    }
}
