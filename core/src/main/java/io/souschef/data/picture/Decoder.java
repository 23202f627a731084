package io.souschef.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
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
 * From the bytes of a file to its {@link Planes}, by the JDK's readers. Of a JPEG the channels are taken as they are stored, which is 1.6
 * times as fast as the JDK with colours ({@code DecodingBench}), and reads CMYK, which the JDK does not. Of very large pictures only
 * every second, third, … pixel is kept, so that memory stays bounded.
 */
final class Decoder {
    /** Pixels beyond which some are passed over; what is left is still far more than any net is shown. */
    private static final int MOST_KEPT = 4_000_000;

    private Decoder() {}

    /** The first picture of a file, upright. */
    static Planes decode(byte[] file, PictureHeader header) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = PictureHeader.reader(in);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            try {
                Planes picture = Exif.upright(read(reader, file, header), header.orientation());
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
                throw new IIOException(
                        "%,d x %,d pixels do not fit into memory".formatted(header.width(), header.height()), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Planes read(ImageReader reader, byte[] file, PictureHeader header) throws IOException {
        ImageReadParam how = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) header.height() * header.width() / MOST_KEPT));
        if (step > 1) {
            how.setSourceSubsampling(step, step, 0, 0);
        }
        if (header.format() != PictureFormat.JPEG) {
            return of(reader.read(0, how));
        }
        Raster raster = reader.readRaster(0, how);
        byte[][] planes = planes(raster);
        boolean ycc = header.colours() == PictureHeader.Colours.YCC || header.colours() == PictureHeader.Colours.YCCK;
        if (planes.length < 4) {
            return new Planes(raster.getHeight(), raster.getWidth(), planes, ycc, false);
        }
        byte[][] colours = Arrays.copyOf(planes, 3);
        if (ycc) {
            Picture negative = new Planes(raster.getHeight(), raster.getWidth(), colours, true, false).picture();
            colours = Planes.of(
                            new Picture(3, negative.height(), negative.width(), negated(negative.inChannels(3)), false))
                    .planes();
        }
        fromCmyk(colours, planes[3], JpegHeader.isInverted(file));
        return new Planes(raster.getHeight(), raster.getWidth(), colours, false, false);
    }

    /** Band by band, 8 bits each. */
    private static byte[][] planes(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[][] planes = new byte[raster.getNumBands()][height * width];
        if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte buffer
                && raster.getParent() == null) {
            for (int y = 0; y < height; y++) {
                row(buffer.getData(), y * model.getScanlineStride(), model, planes, y * width, width);
            }
            return planes;
        }
        for (int b = 0; b < planes.length; b++) {
            int[] samples = raster.getSamples(0, 0, width, height, b, (int[]) null);
            for (int i = 0; i < samples.length; i++) {
                planes[b][i] = (byte) samples[i];
            }
        }
        return planes;
    }

    /** One row of pixels; of three bands in one pass. */
    private static void row(
            byte[] data, int from, PixelInterleavedSampleModel model, byte[][] planes, int to, int width) {
        int[] offsets = model.getBandOffsets();
        int stride = model.getPixelStride();
        if (planes.length == 3) {
            byte[] first = planes[0];
            byte[] second = planes[1];
            byte[] third = planes[2];
            for (int x = 0, at = from; x < width; x++, at += stride) {
                first[to + x] = data[at + offsets[0]];
                second[to + x] = data[at + offsets[1]];
                third[to + x] = data[at + offsets[2]];
            }
            return;
        }
        for (int b = 0; b < planes.length; b++) {
            for (int x = 0, at = from + offsets[b]; x < width; x++, at += stride) {
                planes[b][to + x] = data[at];
            }
        }
    }

    /** Red is what cyan is not. */
    private static byte[] negated(byte[] pixels) {
        byte[] result = new byte[pixels.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (255 - (pixels[i] & 0xff));
        }
        return result;
    }

    /** In place, without a profile: what three inks and black leave of white light. */
    private static void fromCmyk(byte[][] inks, byte[] black, boolean inverted) {
        for (byte[] ink : inks) {
            for (int i = 0; i < ink.length; i++) {
                int left = inverted ? ink[i] & 0xff : 255 - (ink[i] & 0xff);
                int light = inverted ? black[i] & 0xff : 255 - (black[i] & 0xff);
                ink[i] = (byte) ((left * light + 127) / 255);
            }
        }
    }

    private static Planes of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int width = image.getWidth();
        int height = image.getHeight();
        if (colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel)) {
            return grey(image);
        }
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            return new Planes(height, width, planes(image.getRaster()), false, false);
        }
        if (image.getType() == BufferedImage.TYPE_4BYTE_ABGR) {
            byte[][] planes = planes(image.getRaster());
            return shown(Arrays.copyOf(planes, 3), planes[3], height, width);
        }
        int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[][] planes = new byte[4][argb.length];
        for (int i = 0; i < argb.length; i++) {
            for (int b = 0; b < 4; b++) {
                planes[b][i] = (byte) (argb[i] >> (b == 3 ? 24 : 16 - 8 * b));
            }
        }
        return shown(Arrays.copyOf(planes, 3), planes[3], height, width);
    }

    /** From the samples as they are stored: asking for RGB would apply a gamma that nobody asked for. */
    private static Planes grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int bits = raster.getSampleModel().getSampleSize(0);
        byte[][] planes = new byte[raster.getNumBands()][width * height];
        for (int b = 0; b < planes.length; b++) {
            int[] samples = raster.getSamples(0, 0, width, height, b, (int[]) null);
            for (int i = 0; i < samples.length; i++) {
                planes[b][i] = (byte) eight(samples[i], bits);
            }
        }
        return planes.length == 1
                ? new Planes(height, width, planes, false, false)
                : shown(new byte[][] {planes[0]}, planes[1], height, width);
    }

    private static int eight(int sample, int bits) {
        return bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
    }

    /** On white. */
    private static Planes shown(byte[][] planes, byte[] opacity, int height, int width) {
        boolean transparent = false;
        for (int i = 0; i < opacity.length; i++) {
            int alpha = opacity[i] & 0xff;
            if (alpha < 255) {
                transparent = true;
                for (byte[] plane : planes) {
                    plane[i] = (byte) (((plane[i] & 0xff) * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
        }
        return new Planes(height, width, planes, false, transparent);
    }
}
