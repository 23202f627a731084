package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Pictures can't be brought to this size. */
final class BadImageSize extends Problem {
    BadImageSize(int size) {
        super(Message.of("pictures can't be brought to this size")
                .got("--image-size " + size)
                .expected("pixels on the long side, 1 to 4096")
                .fix("--image-size 64"));
    }
}
