package io.souschef.data.picture;

import io.souschef.data.source.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOException;

/**
 * What one file has in it, after it was read once from beginning to end.
 *
 * @param sha256 of its bytes, in hexadecimal
 * @param frames pictures that it holds; the first one is shown
 * @param sharpness {@link Sharpness} of the picture as large as it was
 * @param letterbox {@link Letterbox}: the share of the picture that is bars; 0 where some of it is transparent, for what shows behind it is
 *     no bar
 * @param picture fitted into the common size
 */
public record PictureFile(
        PictureHeader header, String sha256, int frames, double sharpness, double letterbox, Picture picture) {
    /** Bytes of a file; a picture has fewer. */
    private static final long MOST_BYTES = 1L << 28;

    /** Bytes in which almost every header ends; of the others the whole file is read. */
    private static final int HEAD = 1 << 16;

    /** Decodes, measures and makes small. */
    public static PictureFile of(byte[] bytes, Picture.Size common) throws IOException {
        PictureHeader header = PictureHeader.of(bytes);
        Planes whole = Decoder.decode(bytes, header);
        byte[] grey = whole.luma();
        return new PictureFile(
                header,
                Fingerprint.of(bytes, bytes.length).sha256(),
                PictureHeader.frames(bytes),
                Sharpness.of(grey, whole.height(), whole.width()),
                whole.transparent() ? 0 : Letterbox.of(grey, whole.height(), whole.width()),
                whole.fitted(common.height(), common.width()).picture());
    }

    /** Reads no more of the file than its header, as a rule. */
    public static PictureHeader header(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new IIOException("the file is empty");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        try {
            return PictureHeader.of(head);
        } catch (IOException e) {
            if (size <= HEAD) {
                throw e;
            }
            return PictureHeader.of(bytes(file));
        }
    }

    /** All of a file that may be a picture. */
    public static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            throw new IIOException("the file is empty");
        }
        if (size > MOST_BYTES) {
            throw new IIOException("%,d MB are too many for a picture".formatted(size >> 20));
        }
        return Files.readAllBytes(file);
    }
}
