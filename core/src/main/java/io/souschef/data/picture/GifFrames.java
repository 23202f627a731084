package io.souschef.data.picture;

/** Counts the pictures of a GIF by walking over its blocks. */
final class GifFrames {
    private static final int PICTURE = 0x2c, EXTENSION = 0x21;

    private GifFrames() {}

    /** @throws IndexOutOfBoundsException where the file ends too early */
    static int count(byte[] file) {
        int at = 13 + table(file[10]);
        int frames = 0;
        while (at < file.length) {
            int block = file[at];
            if (block == PICTURE) {
                frames++;
                at = parts(file, at + 11 + table(file[at + 9])); // descriptor, its colours, and the code size
            } else if (block == EXTENSION) {
                at = parts(file, at + 2);
            } else {
                break;
            }
        }
        return frames;
    }

    /** Bytes of the table of colours that these flags announce. */
    private static int table(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Past parts of up to 255 bytes, each after its length, the last one empty. */
    private static int parts(byte[] file, int from) {
        int at = from;
        while (file[at] != 0) {
            at += 1 + (file[at] & 0xff);
        }
        return at + 1;
    }
}
