package io.souschef.data.pantry;

import io.souschef.data.source.Unreadable;
import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;
import java.util.List;

/** Every single file was broken. */
public final class NothingReadable extends Problem {
    NothingReadable(Path folder, List<Unreadable> unreadable) {
        this(folder, "pictures", "PNG, JPEG, GIF or BMP files", unreadable);
    }

    /** @param what there should have been, in the plural */
    NothingReadable(Path folder, String what, String expected, List<Unreadable> unreadable) {
        super(Message.of("none of the %,d %s in %s can be read".formatted(unreadable.size(), what, folder))
                .got(unreadable.isEmpty() ? "binary files" : unreadable.get(0).toString())
                .expected(expected)
                .fix(
                        unreadable.isEmpty()
                                ? "file " + folder + "/*/*, which says what they are"
                                : "file " + folder.resolve(unreadable.get(0).name()) + ", which says what it is"));
    }
}
