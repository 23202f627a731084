package io.souschef.data.pantry;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.source.CannotRead;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.RowNames;
import io.souschef.data.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The handwritten digits that come with Souschef: 1,797 grey images of 8x8 in 10 classes, the test part of UCI's "Optical
 * Recognition of Handwritten Digits" (Alpaydin and Kaynak 1998, CC BY 4.0), as scikit-learn has them too. On disk a pixel is a
 * count, 0 … 16, of ink in a 4x4 block; here it is brought to 0 … 255, v · 255 / 16 rounded.
 *
 * @see <a href="https://doi.org/10.24432/C50P49">UCI Machine Learning Repository</a>
 */
final class Digits {
    private static final int INK = 16;

    private Digits() {}

    static Reading read() {
        Idx images = resource("digits-images-idx3-ubyte.gz");
        Idx labels = resource("digits-labels-idx1-ubyte.gz");
        byte[][] pixels = Arrays.stream(images.items()).map(Digits::scaled).toArray(byte[][]::new);
        byte[] all = new byte[pixels.length * (pixels[0].length + 1)];
        for (int id = 0; id < pixels.length; id++) {
            System.arraycopy(images.items()[id], 0, all, id * 65, 64);
            all[id * 65 + 64] = labels.items()[id][0];
        }
        Fingerprint print = Fingerprint.of(all, all.length);
        return new Reading(
                "digits",
                new Source("bundled: UCI optical digits", print.sha256(), print.bytes(), "IDX"),
                Images.unscaled(1, 8, 8, pixels, new RowNames("digits", pixels.length)),
                new Labels(
                        Arrays.stream(labels.items()).mapToInt(item -> item[0]).toArray(),
                        IntStream.range(0, 10).mapToObj(Integer::toString).toList()),
                Optional.empty(),
                List.of(),
                List.of("pixels are counts of ink, 0 … 16, brought to 0 … 255"));
    }

    private static byte[] scaled(byte[] counts) {
        byte[] pixels = new byte[counts.length];
        for (int i = 0; i < counts.length; i++) {
            pixels[i] = (byte) Math.round(counts[i] * 255f / INK);
        }
        return pixels;
    }

    private static Idx resource(String name) {
        try (InputStream in = Objects.requireNonNull(Digits.class.getResourceAsStream("digits/" + name), name)) {
            return Idx.read(Path.of(name), new GZIPInputStream(in));
        } catch (IOException e) {
            throw new CannotRead(Path.of(name), e);
        }
    }
}
