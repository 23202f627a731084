package io.souschef.data;

import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Random variations of an image that don't change its class: half-fake data. Each example's variation is a function of (seed,
 * epoch, example), so that the same epoch shows the same pictures whatever the batch.
 *
 * @param shift largest move, in pixels, along either axis; the border repeats
 * @param flip left to right: an example is flipped in every other epoch, half of them in the even ones (alternating flip,
 *     Jordan 2024: each pair of epochs shows both sides of every example)
 * @param rotate largest turn, in degrees
 * @param zoom largest change of size, as a share: 0.1 is 90 % to 110 %
 * @param cutout side of a square that is blanked to mid-grey, in pixels (DeVries and Taylor 2017)
 */
public record Augmentation(int shift, boolean flip, double rotate, double zoom, int cutout) {
    private static final Augmentation NONE = new Augmentation(0, false, 0, 0, 0);

    public static Augmentation none() {
        return NONE;
    }

    public Augmentation withShift(int pixels) {
        return new Augmentation(pixels, flip, rotate, zoom, cutout);
    }

    public Augmentation withFlip() {
        return new Augmentation(shift, true, rotate, zoom, cutout);
    }

    public Augmentation withRotate(double degrees) {
        return new Augmentation(shift, flip, degrees, zoom, cutout);
    }

    public Augmentation withZoom(double share) {
        return new Augmentation(shift, flip, rotate, share, cutout);
    }

    public Augmentation withCutout(int pixels) {
        return new Augmentation(shift, flip, rotate, zoom, pixels);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * Writes a variation of one image [channels, height, width] to {@code out} from {@code at} on.
     *
     * @param stream of the whole training, for augmentation
     */
    void write(
            byte[] image,
            int channels,
            int height,
            int width,
            RandomStream stream,
            int epoch,
            long id,
            byte[] out,
            int at) {
        if (isNone()) {
            System.arraycopy(image, 0, out, at, image.length);
            return;
        }
        RandomStream own = stream.at(epoch, id);
        int dx = shift == 0 ? 0 : own.below(0, 2 * shift + 1) - shift;
        int dy = shift == 0 ? 0 : own.below(1, 2 * shift + 1) - shift;
        boolean mirror = flip && ((stream.at(id).bits(0) >>> 63) + epoch) % 2 == 1;
        if (rotate == 0 && zoom == 0) {
            move(image, channels, height, width, dx, dy, mirror, out, at);
        } else {
            double angle = Math.toRadians((2 * own.uniform(2) - 1) * rotate);
            double scale = 1 + (2 * own.uniform(3) - 1) * zoom;
            Turn turn = new Turn(angle, scale, dx, dy, mirror);
            turn.write(image, channels, height, width, out, at);
        }
        if (cutout > 0) {
            int top = own.below(4, height) - cutout / 2;
            int left = own.below(5, width) - cutout / 2;
            blank(channels, height, width, top, left, out, at);
        }
    }

    private static void move(
            byte[] image, int channels, int height, int width, int dx, int dy, boolean mirror, byte[] out, int at) {
        int to = at;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                int row = (c * height + clamp(y - dy, height)) * width;
                for (int x = 0; x < width; x++) {
                    int from = clamp(x - dx, width);
                    out[to++] = image[row + (mirror ? width - 1 - from : from)];
                }
            }
        }
    }

    private void blank(int channels, int height, int width, int top, int left, byte[] out, int at) {
        for (int c = 0; c < channels; c++) {
            for (int y = Math.max(0, top); y < Math.min(height, top + cutout); y++) {
                for (int x = Math.max(0, left); x < Math.min(width, left + cutout); x++) {
                    out[at + (c * height + y) * width + x] = (byte) 128;
                }
            }
        }
    }

    private static int clamp(int i, int size) {
        return i < 0 ? 0 : Math.min(i, size - 1);
    }

    /** A turn and zoom around the middle, then a move, sampled bilinearly. */
    private record Turn(double angle, double scale, int dx, int dy, boolean mirror) {
        void write(byte[] image, int channels, int height, int width, byte[] out, int at) {
            double cos = Math.cos(angle) / scale;
            double sin = Math.sin(angle) / scale;
            double middleX = (width - 1) / 2.0;
            double middleY = (height - 1) / 2.0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double u = x - dx - middleX;
                    double v = y - dy - middleY;
                    double fromX = cos * u + sin * v;
                    double fromY = cos * v - sin * u + middleY;
                    fromX = (mirror ? -fromX : fromX) + middleX;
                    for (int c = 0; c < channels; c++) {
                        out[at + (c * height + y) * width + x] =
                                sample(image, c * height * width, height, width, fromX, fromY);
                    }
                }
            }
        }

        private static byte sample(byte[] image, int base, int height, int width, double x, double y) {
            int x0 = (int) Math.floor(x);
            int y0 = (int) Math.floor(y);
            double ax = x - x0;
            double ay = y - y0;
            int left = clamp(x0, width);
            int right = clamp(x0 + 1, width);
            int top = base + clamp(y0, height) * width;
            int bottom = base + clamp(y0 + 1, height) * width;
            double upper = (image[top + left] & 0xff) * (1 - ax) + (image[top + right] & 0xff) * ax;
            double lower = (image[bottom + left] & 0xff) * (1 - ax) + (image[bottom + right] & 0xff) * ax;
            return (byte) (int) Math.round(upper * (1 - ay) + lower * ay);
        }
    }

    /** For people: {@code shift 2, flip, rotate 10°}. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (shift > 0) {
            parts.add("shift " + shift);
        }
        if (flip) {
            parts.add("flip");
        }
        if (rotate > 0) {
            parts.add("rotate %.0f°".formatted(rotate));
        }
        if (zoom > 0) {
            parts.add("zoom %.0f %%".formatted(100 * zoom));
        }
        if (cutout > 0) {
            parts.add("cutout " + cutout);
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
}
