package io.souschef.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One picture, decoded. It is grey if every pixel of it is grey, however it is stored; what is transparent is shown on white; 16
 * bits per channel become 8.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param pixels [channels, height, width], 0 … 255; held, not copied
 * @param transparent whether any of it was not opaque
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; compared by content nowhere
public record Picture(int channels, int height, int width, byte[] pixels, boolean transparent) {
    /** A picture of a terapixel can be a file of a kilobyte. */
    static final long MOST_PIXELS = 100_000_000;

    /** Width and height, as the file's header has them. */
    record Size(int height, int width) {}

    /**
     * @throws BadPicture where it is cut short, corrupt or no picture
     * @throws NotFound where there is no such file
     */
    public static Picture read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NotFound(file.toString());
        }
        try {
            return decode(Files.readAllBytes(file));
        } catch (IIOException e) {
            throw new BadPicture(file.toString(), Reasons.of(e));
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    /** Reads no more of the file than its header. */
    static Size size(Path file) throws IOException {
        if (Files.size(file) == 0) {
            throw new IIOException("the file is empty");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(in);
            try {
                Size size = new Size(reader.getHeight(0), reader.getWidth(0));
                if ((long) size.height * size.width > MOST_PIXELS) {
                    throw new IIOException("%,d x %,d pixels are too many".formatted(size.width, size.height));
                }
                return size;
            } catch (RuntimeException e) {
                throw new IIOException("its header makes no sense", e);
            } finally {
                reader.dispose();
            }
        }
    }

    static Picture decode(byte[] file) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(in);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            try {
                Picture picture = of(reader.read(0));
                for (String warning : warnings) {
                    String said = warning.toLowerCase(Locale.ROOT);
                    if (said.contains("premature") || said.contains("truncated") || said.contains("corrupt")) {
                        throw new IIOException(warning);
                    }
                }
                return picture;
            } catch (RuntimeException e) { // readers of broken files throw what they stumble over
                throw new IIOException("its content makes no sense", e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(ImageInputStream in) throws IIOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IIOException("neither PNG, JPEG, GIF nor BMP");
        }
        ImageReader reader = readers.next();
        reader.setInput(in, true, true);
        return reader;
    }

    private static Picture of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        return colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel)
                ? grey(image)
                : coloured(image);
    }

    /** From the samples as they are stored: asking for RGB would apply a gamma that nobody asked for. */
    private static Picture grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
        int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        byte[] pixels = new byte[width * height];
        boolean transparent = false;
        int[] alphas = raster.getNumBands() > 1 ? raster.getSamples(0, 0, width, height, 1, (int[]) null) : new int[0];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = alphas.length == 0 ? 255 : alphas[i] >> shift;
            transparent |= alpha < 255;
            pixels[i] = (byte) onWhite(samples[i] >> shift, alpha);
        }
        return new Picture(1, height, width, pixels, transparent);
    }

    private static Picture coloured(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] pixels = new byte[3 * argb.length];
        boolean grey = true;
        boolean transparent = false;
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            int red = onWhite(argb[i] >> 16 & 0xff, alpha);
            int green = onWhite(argb[i] >> 8 & 0xff, alpha);
            int blue = onWhite(argb[i] & 0xff, alpha);
            pixels[i] = (byte) red;
            pixels[argb.length + i] = (byte) green;
            pixels[2 * argb.length + i] = (byte) blue;
            grey &= red == green && green == blue;
            transparent |= alpha < 255;
        }
        return grey
                ? new Picture(1, height, width, Arrays.copyOf(pixels, argb.length), transparent)
                : new Picture(3, height, width, pixels, transparent);
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /**
     * The whole picture, undistorted, in the middle of one of this size. What it does not cover is filled with the mean of its own
     * edge, so that neither bars nor cut-off parts give a class away.
     */
    public Picture fitted(int toHeight, int toWidth) {
        if (height == toHeight && width == toWidth) {
            return this;
        }
        double scale = Math.min((double) toHeight / height, (double) toWidth / width);
        int h = Math.max(1, Math.min(toHeight, (int) Math.round(height * scale)));
        int w = Math.max(1, Math.min(toWidth, (int) Math.round(width * scale)));
        int top = (toHeight - h) / 2;
        int left = (toWidth - w) / 2;
        byte[] result = new byte[channels * toHeight * toWidth];
        for (int c = 0; c < channels; c++) {
            byte[] plane = Arrays.copyOfRange(pixels, c * height * width, (c + 1) * height * width);
            byte[] small = Resampling.of(plane, height, width, h, w);
            int from = c * toHeight * toWidth;
            Arrays.fill(result, from, from + toHeight * toWidth, edge(plane));
            for (int y = 0; y < h; y++) {
                System.arraycopy(small, y * w, result, from + (top + y) * toWidth + left, w);
            }
        }
        return new Picture(channels, toHeight, toWidth, result, transparent);
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

    /** [count, height, width]: a grey picture in three equal channels, or a coloured one in grey by its luma (Rec. 601). */
    public byte[] inChannels(int count) {
        if (count == channels) {
            return pixels;
        }
        int each = height * width;
        byte[] result = new byte[count * each];
        if (channels == 1) {
            for (int c = 0; c < count; c++) {
                System.arraycopy(pixels, 0, result, c * each, each);
            }
            return result;
        }
        for (int i = 0; i < each; i++) {
            int red = pixels[i] & 0xff;
            int green = pixels[each + i] & 0xff;
            int blue = pixels[2 * each + i] & 0xff;
            result[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return result;
    }
}
