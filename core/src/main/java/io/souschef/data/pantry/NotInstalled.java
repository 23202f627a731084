package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A data set that has a name is not on this machine. */
public final class NotInstalled extends Problem {
    NotInstalled(String name, Path folder, String fix) {
        super(Message.of(name + " is not here")
                .got("no IDX files in " + folder)
                .expected("train-images-idx3-ubyte, train-labels-idx1-ubyte and their t10k- twins, plain or .gz")
                .fix(fix));
    }
}
