package io.souschef.data.picture;

import java.nio.charset.StandardCharsets;
import javax.imageio.IIOException;

/** The segments of a JPEG file before its pixels: size, channels, how colours are stored, which way up it is. */
final class JpegHeader {
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private boolean jfif;
    private boolean exif;
    private boolean icc;
    private int adobe = -1;
    private int orientation = 1;

    private JpegHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IndexOutOfBoundsException where the bytes end before the size is told */
    static PictureHeader of(byte[] bytes) throws IIOException {
        return new JpegHeader(bytes).read();
    }

    private PictureHeader read() throws IIOException {
        int at = 2;
        while (true) {
            if ((bytes[at] & 0xff) != 0xff) {
                throw new IIOException("its header makes no sense");
            }
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xff) { // fill
                at++;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) { // without content
                at += 2;
            } else if (marker == 0xd9 || marker == 0xda) {
                throw new IIOException("its header tells no size");
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return frame(at + 4);
            } else {
                application(marker, at + 4, at + 2 + two(at + 2));
                at += 2 + two(at + 2);
            }
        }
    }

    private void application(int marker, int from, int to) {
        if (marker == 0xe0) {
            jfif |= PictureHeader.startsWith(bytes, from, JFIF);
        } else if (marker == 0xe1 && PictureHeader.startsWith(bytes, from, EXIF)) {
            exif = true;
            orientation = Exif.orientation(bytes, from + EXIF.length, Math.min(to, bytes.length));
        } else if (marker == 0xe2) {
            icc |= PictureHeader.startsWith(bytes, from, ICC);
        } else if (marker == 0xee && PictureHeader.startsWith(bytes, from, ADOBE)) {
            adobe = bytes[from + 11];
        }
    }

    /** SOF: precision, height, width, channels; of each its name, sampling and table. */
    private PictureHeader frame(int at) throws IIOException {
        int channels = bytes[at + 5] & 0xff;
        PictureHeader.Colours colours =
                switch (channels) {
                    case 1 -> PictureHeader.Colours.GREY;
                    case 3 -> isRgb(at + 6) ? PictureHeader.Colours.RGB : PictureHeader.Colours.YCC;
                    case 4 -> adobe == 2 ? PictureHeader.Colours.YCCK : PictureHeader.Colours.CMYK;
                    default -> throw new IIOException("%d channels".formatted(channels));
                };
        return new PictureHeader(
                PictureFormat.JPEG, two(at + 1), two(at + 3), colours, bytes[at] & 0xff, false, orientation);
    }

    /** As libjpeg and the JDK decide: by the markers, then by the channels' names, then by their sampling. */
    private boolean isRgb(int at) {
        if (jfif) {
            return false;
        }
        if (adobe >= 0) {
            return adobe == 0;
        }
        boolean named = bytes[at] == 'R' && bytes[at + 3] == 'G' && bytes[at + 6] == 'B';
        boolean alike = bytes[at + 1] == bytes[at + 4] && bytes[at + 4] == bytes[at + 7];
        return named || (alike && !exif && !icc);
    }

    /** Whether ink is stored as its absence, as Adobe's programs do. */
    static boolean isInverted(byte[] bytes) {
        JpegHeader header = new JpegHeader(bytes);
        try {
            header.read();
        } catch (IIOException | IndexOutOfBoundsException e) {
            return false;
        }
        return header.adobe >= 0;
    }

    private int two(int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
