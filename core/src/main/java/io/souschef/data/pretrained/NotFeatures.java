package io.souschef.data.pretrained;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.tensor.Shape;
import java.nio.file.Path;

/** What a net makes of pictures can't be used as their features. */
public final class NotFeatures extends Problem {
    private NotFeatures(Path file, String got, String expected, String fix) {
        super(Message.of(file + " gives no features")
                .got(got)
                .expected(expected)
                .fix(fix));
    }

    static NotFeatures shape(Path file, Shape pictures, Shape output) {
        return new NotFeatures(
                file,
                "%s for pictures %s".formatted(output, pictures),
                "[N, D], or maps [N, D, h, w] that are averaged over h and w",
                "script the net without its head, and flatten what comes out: x.flatten(1)");
    }

    static NotFeatures kind(Path file, Shape pictures, String got) {
        return new NotFeatures(
                file,
                "%s, for pictures %s".formatted(got, pictures),
                "one tensor, [N, D] or [N, D, h, w]",
                "script a net whose forward returns the features alone");
    }

    static NotFeatures notFinite(Path file, float value, String picture) {
        return new NotFeatures(
                file,
                "%s for %s".formatted(value, picture),
                "finite numbers for every picture",
                "look for a division by the deviation of one picture, which is 0 where it is blank; add a small number there");
    }

    static NotFeatures random(Path file) {
        return new NotFeatures(
                file,
                "other numbers when the same pictures were shown again",
                "the same features every time, in evaluation mode",
                "in Python: net.eval() before torch.jit.trace; dropout as a layer, with training=self.training");
    }
}
