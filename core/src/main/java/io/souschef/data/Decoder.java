package io.souschef.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * From the bytes of a file to a {@link Picture}, by the JDK's readers. Of a JPEG the channels are taken as they are stored and turned into
 * colours here, which takes half the time that the JDK takes for both, and reads CMYK, which the JDK does not. Of very large pictures only
 * every second, third, … pixel is kept, so that memory stays bounded.
 */
final class Decoder {
    /** Pixels beyond which some are passed over; what is left is still far more than any net is shown. */
    private static final int MOST_KEPT = 4_000_000;

    private Decoder() {}

    /** The first picture of a file, upright. */
    static Picture decode(byte[] file, PictureHeader header) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = PictureHeader.reader(in);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            try {
                Picture picture = Exif.upright(read(reader, file, header), header.orientation());
                for (String warning : warnings) {
                    String said = warning.toLowerCase(Locale.ROOT);
                    if (said.contains("premature") || said.contains("truncated") || said.contains("corrupt")) {
                        throw new IIOException(warning);
                    }
                }
                return picture;
            } catch (RuntimeException e) { // readers of broken files throw what they stumble over
                throw new IIOException("its content makes no sense", e);
            } catch (OutOfMemoryError e) {
                throw new IIOException("%,d x %,d pixels do not fit into memory"
                        .formatted(header.width(), header.height()), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Picture read(ImageReader reader, byte[] file, PictureHeader header) throws IOException {
        ImageReadParam how = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) header.height() * header.width() / MOST_KEPT));
        if (step > 1) {
            how.setSourceSubsampling(step, step, 0, 0);
        }
        if (header.format() != PictureFormat.JPEG) {
            return of(reader.read(0, how));
        }
        Raster raster = reader.readRaster(0, how);
        int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
        return switch (header.colours()) {
            case GREY -> grey(samples, raster.getHeight(), raster.getWidth());
            case YCC -> coloured(fromYcc(samples, 3), 3, raster.getHeight(), raster.getWidth(), false);
            case YCCK, CMYK -> {
                if (header.colours() == PictureHeader.Colours.YCCK) {
                    negated(fromYcc(samples, 4));
                }
                fromCmyk(samples, JpegHeader.isInverted(file));
                yield coloured(samples, 4, raster.getHeight(), raster.getWidth(), false);
            }
            default -> coloured(samples, 3, raster.getHeight(), raster.getWidth(), false);
        };
    }

    private static Picture grey(int[] samples, int height, int width) {
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        return new Picture(1, height, width, pixels, false);
    }

    /** In place; JFIF's equations in 16 bits after the point. */
    private static int[] fromYcc(int[] samples, int bands) {
        for (int i = 0; i < samples.length; i += bands) {
            int y = samples[i] << 16;
            int cb = samples[i + 1] - 128;
            int cr = samples[i + 2] - 128;
            samples[i] = level(y + 91881 * cr);
            samples[i + 1] = level(y - 22554 * cb - 46802 * cr);
            samples[i + 2] = level(y + 116130 * cb);
        }
        return samples;
    }

    private static int level(int fixed) {
        return Math.max(0, Math.min(255, (fixed + 0x8000) >> 16));
    }

    /** In place, all but black: red is what cyan is not. */
    private static void negated(int[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 4 == 3 ? samples[i] : 255 - samples[i];
        }
    }

    /** In place, without a profile: what three inks and black leave of white light. */
    private static void fromCmyk(int[] samples, boolean inverted) {
        for (int i = 0; i < samples.length; i += 4) {
            int black = inverted ? samples[i + 3] : 255 - samples[i + 3];
            for (int c = i; c < i + 3; c++) {
                samples[c] = ((inverted ? samples[c] : 255 - samples[c]) * black + 127) / 255;
            }
        }
    }

    private static Picture of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel)) {
            return grey(image);
        }
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        return switch (image.getType()) {
            case BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_RGB ->
                coloured(raster.getPixels(0, 0, width, height, (int[]) null), 3, height, width, false);
            case BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB ->
                coloured(raster.getPixels(0, 0, width, height, (int[]) null), 4, height, width, true);
            default -> coloured(unpacked(image.getRGB(0, 0, width, height, null, 0, width)), 4, height, width, true);
        };
    }

    private static int[] unpacked(int[] argb) {
        int[] samples = new int[4 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            samples[4 * i] = argb[i] >> 16 & 0xff;
            samples[4 * i + 1] = argb[i] >> 8 & 0xff;
            samples[4 * i + 2] = argb[i] & 0xff;
            samples[4 * i + 3] = argb[i] >>> 24;
        }
        return samples;
    }

    /** From the samples as they are stored: asking for RGB would apply a gamma that nobody asked for. */
    private static Picture grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int bits = raster.getSampleModel().getSampleSize(0);
        int most = (1 << Math.min(bits, 16)) - 1;
        int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
        byte[] pixels = new byte[width * height];
        boolean transparent = false;
        int[] alphas = raster.getNumBands() > 1 ? raster.getSamples(0, 0, width, height, 1, (int[]) null) : new int[0];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = alphas.length == 0 ? 255 : eight(alphas[i], bits, most);
            transparent |= alpha < 255;
            pixels[i] = (byte) onWhite(eight(samples[i], bits, most), alpha);
        }
        return new Picture(1, height, width, pixels, transparent);
    }

    private static int eight(int sample, int bits, int most) {
        return bits == 8 ? sample : bits > 8 ? sample >> (bits - 8) : sample * 255 / most;
    }

    /**
     * @param samples [height, width, bands]: red, green and blue first
     * @param alpha whether the fourth is opacity
     */
    private static Picture coloured(int[] samples, int bands, int height, int width, boolean alpha) {
        int each = height * width;
        byte[] pixels = new byte[3 * each];
        boolean grey = true;
        boolean transparent = false;
        for (int i = 0, at = 0; i < each; i++, at += bands) {
            int opacity = alpha ? samples[at + 3] : 255;
            int red = onWhite(samples[at], opacity);
            int green = onWhite(samples[at + 1], opacity);
            int blue = onWhite(samples[at + 2], opacity);
            pixels[i] = (byte) red;
            pixels[each + i] = (byte) green;
            pixels[2 * each + i] = (byte) blue;
            grey &= red == green && green == blue;
            transparent |= opacity < 255;
        }
        return grey
                ? new Picture(1, height, width, Arrays.copyOf(pixels, each), transparent)
                : new Picture(3, height, width, pixels, transparent);
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
