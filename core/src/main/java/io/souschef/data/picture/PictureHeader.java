package io.souschef.data.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture file says of itself before its pixels.
 *
 * @param height in pixels as stored, before it is turned upright
 * @param width in pixels as stored, before it is turned upright
 * @param colours how the pixels are stored
 * @param bits per channel
 * @param alpha whether there is a channel of transparency
 * @param orientation as EXIF has it, 1 … 8; 1 is upright
 */
public record PictureHeader(
        PictureFormat format, int height, int width, Colours colours, int bits, boolean alpha, int orientation) {
    /** A picture of a terapixel can be a file of a kilobyte. */
    static final long MOST_PIXELS = 100_000_000;

    /** How pixels are stored. */
    public enum Colours {
        GREY,
        RGB,
        /** Brightness and two differences of colour. */
        YCC,
        CMYK,
        /** CMYK, its first three channels as {@link #YCC}. */
        YCCK,
        /** Of formats that are not looked into. */
        OTHER
    }

    private static final String UNKNOWN = "neither PNG, JPEG, GIF, BMP nor TIFF by its first bytes";

    /** The size after it is turned upright. */
    public Picture.Size size() {
        return orientation > 4 ? new Picture.Size(width, height) : new Picture.Size(height, width);
    }

    boolean isCmyk() {
        return colours == Colours.CMYK || colours == Colours.YCCK;
    }

    /**
     * From the beginning of a file.
     *
     * @param bytes the file, or as much of it as its header needs
     * @throws IOException where they are no picture that can be read, too large a one, or too few
     */
    static PictureHeader of(byte[] bytes) throws IOException {
        PictureFormat format = PictureFormat.of(bytes);
        PictureHeader header;
        try {
            header = switch (format) {
                case PNG -> png(bytes);
                case JPEG -> JpegHeader.of(bytes);
                case GIF, BMP, TIFF -> other(format, bytes);
                case OTHER -> throw new IIOException(UNKNOWN);
                case WEBP, HEIF ->
                    throw new IIOException(format + ", which can't be read here: write it anew, convert IN OUT.png");
                default -> throw new IIOException(format + ", which can't be read here");
            };
        } catch (IndexOutOfBoundsException e) {
            throw new IIOException("the file ends within its header", e);
        }
        if (header.height < 1 || header.width < 1) {
            throw new IIOException("%,d x %,d pixels are no picture".formatted(header.width, header.height));
        }
        if ((long) header.height * header.width > MOST_PIXELS) {
            throw new IIOException("%,d x %,d pixels are too many".formatted(header.width, header.height));
        }
        return header;
    }

    /** 8 bytes of signature; the first chunk, IHDR, is at a fixed place. */
    private static PictureHeader png(byte[] bytes) throws IIOException {
        if (number(bytes, 12) != 0x49484452) { // IHDR
            throw new IIOException("its header makes no sense");
        }
        int type = bytes[25];
        Colours colours = type == 0 || type == 4 ? Colours.GREY : Colours.RGB;
        return new PictureHeader(
                PictureFormat.PNG,
                number(bytes, 20),
                number(bytes, 16),
                colours,
                type == 3 ? 8 : bytes[24],
                type == 4 || type == 6 || has(bytes, 0x74524e53), // tRNS
                1);
    }

    /** Whether a chunk of this name comes before the pixels. */
    private static boolean has(byte[] bytes, int chunk) {
        long at = 8;
        while (at + 8 <= bytes.length) {
            int name = number(bytes, (int) at + 4);
            if (name == chunk) {
                return true;
            }
            if (name == 0x49444154) { // IDAT
                return false;
            }
            at += 12 + (number(bytes, (int) at) & 0xffffffffL);
        }
        return false;
    }

    /** Frames: of a GIF the pictures in it, of a PNG those that its animation announces; of all others 1. */
    static int frames(byte[] file) {
        try {
            return switch (PictureFormat.of(file)) {
                case GIF -> Math.max(1, GifFrames.count(file));
                case PNG -> animation(file);
                default -> 1;
            };
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    /** The number that acTL holds. */
    private static int animation(byte[] bytes) {
        if (!has(bytes, 0x6163544c)) {
            return 1;
        }
        long at = 8;
        while (number(bytes, (int) at + 4) != 0x6163544c) {
            at += 12 + (number(bytes, (int) at) & 0xffffffffL);
        }
        return Math.max(1, number(bytes, (int) at + 8));
    }

    private static PictureHeader other(PictureFormat format, byte[] bytes) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(in);
            try {
                return new PictureHeader(format, reader.getHeight(0), reader.getWidth(0), Colours.OTHER, 8, false, 1);
            } catch (RuntimeException e) { // readers of broken files throw what they stumble over
                throw new IIOException("its header makes no sense", e);
            } finally {
                reader.dispose();
            }
        }
    }

    static ImageReader reader(ImageInputStream in) throws IIOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IIOException(UNKNOWN);
        }
        ImageReader reader = readers.next();
        reader.setInput(in, true, true);
        return reader;
    }

    /** Four bytes, the highest first. */
    static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    /** Where {@code part} begins in {@code bytes} from {@code from} on. */
    static boolean startsWith(byte[] bytes, int from, byte... part) {
        return from + part.length <= bytes.length
                && Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
    }
}
