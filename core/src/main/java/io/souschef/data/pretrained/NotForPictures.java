package io.souschef.data.pretrained;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Features of pictures were asked for, and the data are something else. */
public final class NotForPictures extends Problem {
    NotForPictures(String got) {
        super(Message.of("features from a net are for pictures")
                .got(got)
                .expected("pictures, where --features is given")
                .fix("leave --features out"));
    }
}
