package io.souschef.data.picture;

import io.souschef.data.source.CannotRead;
import io.souschef.data.source.NotFound;
import io.souschef.data.source.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOException;

/**
 * One picture, decoded. It is grey if every pixel of it is grey, however it is stored; what is transparent is shown on white; 16
 * bits per channel become 8; what EXIF says is turned is turned upright.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param pixels [channels, height, width], 0 … 255; held, not copied
 * @param transparent whether any of it was not opaque
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; compared by content nowhere
public record Picture(int channels, int height, int width, byte[] pixels, boolean transparent) {
    /** Width and height. */
    public record Size(int height, int width) {}

    /**
     * @throws BadPicture where it is cut short, corrupt or no picture
     * @throws NotFound where there is no such file
     */
    public static Picture read(Path file) {
        return checked(file, Picture::decode);
    }

    /** From bytes to a picture. */
    private interface Decoding {
        Picture of(byte[] bytes) throws IOException;
    }

    private static Picture checked(Path file, Decoding decoding) {
        if (!Files.isRegularFile(file)) {
            throw new NotFound(file.toString());
        }
        try {
            return decoding.of(PictureFile.bytes(file));
        } catch (IIOException e) {
            throw new BadPicture(file.toString(), Reasons.of(e));
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    /** The same, fitted into this size, with the same numbers as when a whole folder is read. */
    public static Picture read(Path file, int height, int width) {
        return checked(file, bytes -> Decoder.decode(bytes, PictureHeader.of(bytes))
                .fitted(height, width)
                .picture());
    }

    /** Of the bytes of a file. */
    static Picture decode(byte[] file) throws IOException {
        return Decoder.decode(file, PictureHeader.of(file)).picture();
    }

    /**
     * The whole picture, undistorted, in the middle of one of this size. What it does not cover is filled with the mean of its own
     * edge, so that neither bars nor cut-off parts give a class away.
     */
    public Picture fitted(int toHeight, int toWidth) {
        Planes fitted = Planes.of(this).fitted(toHeight, toWidth);
        byte[] all = new byte[channels * toHeight * toWidth];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(fitted.planes()[c], 0, all, c * toHeight * toWidth, toHeight * toWidth);
        }
        return new Picture(channels, toHeight, toWidth, all, transparent);
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
