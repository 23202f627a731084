package io.souschef.data;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;
import java.util.List;

/** Every single file was broken. */
public final class NothingReadable extends Problem {
    NothingReadable(Path folder, List<Unreadable> unreadable) {
        super(Message.of("none of the %,d pictures in %s can be read".formatted(unreadable.size(), folder))
                .got(unreadable.get(0).toString())
                .expected("PNG, JPEG, GIF or BMP files")
                .fix("file " + folder.resolve(unreadable.get(0).name()) + ", which says what it is"));
    }
}
