package io.souschef.data.pantry;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** A folder in which there is nothing to learn from. */
public final class EmptyFolder extends Problem {
    EmptyFolder(Path folder, String found) {
        super(Message.of("nothing to learn from in " + folder)
                .got(found)
                .expected(
                        "IDX files; or one folder per class with pictures (PNG, JPEG, GIF, BMP) or texts (.txt, .eml, .md, .html); or train/ and test/ with such folders")
                .fix("mkdir " + folder + "/CLASS, and put the pictures or texts of that class into it"));
    }
}
