package io.souschef.data.pantry;

import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Reasons;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One file in the format of MNIST: two zero bytes, a type, a number of dimensions, each dimension as a big-endian 32-bit
 * number, the values. Plain or gzipped, which is told by its first bytes and not by its name. Only unsigned bytes are read.
 *
 * <p>The header is believed only as far as bytes follow: a file that claims two billion images takes no memory for them.
 *
 * @param sizes the dimensions, e.g. [60000, 28, 28]
 * @param items one array per entry of the first dimension
 * @see <a href="https://web.archive.org/web/2020/http://yann.lecun.com/exdb/mnist/">LeCun, Cortes, Burges: the MNIST
 *     database, "file formats"</a>
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes; compared by content nowhere
record Idx(int[] sizes, byte[][] items) {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MOST_DIMENSIONS = 4;

    /** No image that anyone trains on is larger: 4096 x 4096 in colour. */
    private static final long LARGEST_ITEM = 3L << 24;

    /** Items after which it is told how many there are. */
    private static final int TOLD = 10_000;

    /**
     * @throws BadIdx where the file is cut short, longer than it says, or something else
     * @throws CannotRead where it can't be opened
     */
    static Idx read(Path file) {
        return read(file, Progress.SILENT);
    }

    /**
     * The same.
     *
     * @param progress is told how many items were read, and of how many
     */
    static Idx read(Path file, Progress progress) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(unzipped(raw))) {
            return read(file, in, progress);
        } catch (EOFException | ZipException e) {
            throw new BadIdx(file, Reasons.of(e), "a whole file");
        } catch (IOException e) {
            throw new CannotRead(file, e);
        }
    }

    /** From anything; {@code name} is what an error calls it. */
    static Idx read(Path name, InputStream stream) throws IOException {
        return read(name, stream, Progress.SILENT);
    }

    private static Idx read(Path name, InputStream stream, Progress progress) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int[] sizes = header(name, in);
        long each = 1;
        for (int d = 1; d < sizes.length; d++) {
            each *= sizes[d];
        }
        if (each > LARGEST_ITEM) {
            throw new BadIdx(name, "sizes " + Arrays.toString(sizes), "at most %,d bytes each".formatted(LARGEST_ITEM));
        }
        byte[][] items = new byte[Math.min(sizes[0], 1 << 16)][];
        for (int i = 0; i < sizes[0]; i++) {
            if (i == items.length) {
                items = Arrays.copyOf(items, (int) Math.min(sizes[0], 2L * i));
            }
            if (i % TOLD == 0) {
                progress.at(i, sizes[0]);
            }
            items[i] = in.readNBytes((int) each);
            if (items[i].length < each) {
                throw new BadIdx(
                        name,
                        "%,d whole items, then the file ends".formatted(i),
                        "%,d, as its header says".formatted(sizes[0]));
            }
        }
        if (in.read() >= 0) {
            throw new BadIdx(
                    name,
                    "more bytes after the last item",
                    "%,d items of %,d bytes, as its header says".formatted(sizes[0], each));
        }
        return new Idx(sizes, items);
    }

    private static int[] header(Path name, DataInputStream in) throws IOException {
        int magic;
        int[] sizes;
        try {
            magic = in.readInt();
            int dimensions = magic & 0xff;
            if (magic >>> 16 != 0 || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
                throw new BadIdx(name, "first bytes %08x".formatted(magic), "00000801 … 00000804");
            }
            if ((magic >>> 8 & 0xff) != UNSIGNED_BYTE) {
                throw new BadIdx(name, "values of type %02x".formatted(magic >>> 8 & 0xff), "type 08, unsigned bytes");
            }
            sizes = new int[dimensions];
            for (int d = 0; d < dimensions; d++) {
                sizes[d] = in.readInt();
            }
        } catch (EOFException e) {
            throw new BadIdx(name, "the file ends within its header", "at least 8 bytes");
        }
        for (int size : sizes) {
            if (size < 1) {
                throw new BadIdx(name, "sizes " + Arrays.toString(sizes), "sizes of 1 or more");
            }
        }
        return sizes;
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        raw.mark(2);
        boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return zipped ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
