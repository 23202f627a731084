package io.souschef.data.picture;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A picture that can not be read. */
public final class BadPicture extends Problem {
    BadPicture(String name, String reason) {
        super(Message.of(name + " can't be read as a picture")
                .got(reason)
                .expected("a whole PNG, JPEG, GIF or BMP file"));
    }
}
