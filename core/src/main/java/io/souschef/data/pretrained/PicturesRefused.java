package io.souschef.data.pretrained;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.tensor.Refused;
import io.souschef.tensor.Shape;
import java.nio.file.Path;

/** A net that should turn pictures into features can do nothing with pictures of this shape. */
public final class PicturesRefused extends Problem {
    private PicturesRefused(Path file, String got, String reason, Refused cause) {
        super(
                Message.of(file + " refused the pictures")
                        .got(got)
                        .expected("a forward that takes [N, C, H, W] of this size and these channels")
                        .libtorch(reason)
                        .fix(
                                "--image-size N with the size that it was trained on, or a script that resizes its pictures itself"),
                cause);
    }

    /** @param shape [N, C, H, W] */
    static PicturesRefused of(Path file, Shape shape, Refused why) {
        return new PicturesRefused(file, "pictures %s, float32, 0 … 1".formatted(shape), why.reason(), why);
    }

    /**
     * Neither as they are nor with the grey repeated to three channels.
     *
     * @param grey as they are, [N, 1, H, W]
     * @param repeated [N, 3, H, W]
     */
    static PicturesRefused bothWays(Path file, Shape grey, Refused why, Shape repeated, Refused whyRepeated) {
        return new PicturesRefused(
                file,
                "grey pictures %s, float32, 0 … 1, and the same repeated to %s".formatted(grey, repeated),
                "%s; repeated: %s".formatted(why.reason(), whyRepeated.reason()),
                why);
    }
}
