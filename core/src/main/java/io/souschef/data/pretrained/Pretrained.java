package io.souschef.data.pretrained;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Table;
import io.souschef.data.source.Fingerprint;
import io.souschef.data.source.Progress;
import io.souschef.tensor.NotTorchScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A net that was trained on something else, from the file that {@code torch.jit.script(net).save("net.pt")} makes: it turns pictures [N, C, H,
 * W], float32, 0 … 1, into features [N, D], or into maps [N, D, h, w] that are averaged over h and w. What it wants of its pictures beyond that,
 * a mean and a deviation or a size, its script does itself.
 *
 * <p>The features are computed once, and held until they are forgotten.
 */
public final class Pretrained {
    private static final int SHORT = 8;

    private final Path file;
    private final String sha256;
    private Optional<PretrainedFeatures> held = Optional.empty();

    private Pretrained(Path file, String sha256) {
        this.file = file;
        this.sha256 = sha256;
    }

    /**
     * Reads the file for its fingerprint; whether a net is in it, is known when it is used.
     *
     * @throws NotTorchScript where there is no such file
     * @throws io.souschef.data.source.CannotRead where it may not be read
     */
    public static Pretrained at(Path file) {
        if (!Files.isRegularFile(file)) {
            throw NotTorchScript.noSuchFile(file);
        }
        return new Pretrained(file, Fingerprint.of(file).sha256());
    }

    /** Of the file, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** "net.pt sha256 1a2b3c4d". */
    public String describe() {
        return file.getFileName() + " sha256 " + sha256.substring(0, SHORT);
    }

    /**
     * The pictures that it would be shown.
     *
     * @throws NotForPictures where {@code inputs} are none
     */
    public Images pictures(Inputs inputs) {
        if (inputs instanceof Images images) {
            return images;
        }
        throw new NotForPictures(inputs instanceof Table ? "rows of a table" : "texts");
    }

    /**
     * The features of all of these pictures; computed the first time, on the CPU, in evaluation mode.
     *
     * @throws NotTorchScript where the file holds no net
     * @throws PicturesRefused where the net can do nothing with pictures of this size or of so many channels
     * @throws NotFeatures where what it gives is of another shape, not finite, or drawn at random
     * @throws TooManyFeatures where they are more than half of the memory
     */
    public synchronized PretrainedFeatures features(Images images, Progress progress) {
        if (held.filter(features -> features.isOf(images)).isEmpty()) {
            held = Optional.of(PretrainedFeatures.of(file, images, progress));
        }
        return held.get();
    }

    /** Lets go of what was computed. */
    public synchronized void forget() {
        held = Optional.empty();
    }
}
