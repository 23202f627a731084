package io.souschef.tensor;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** A GPU was asked for where none can be used. */
public final class NoSuchPlace extends Problem {
    NoSuchPlace(Place place, String found) {
        super(
                Message.of("no " + place + " device can be used here")
                        .got(found)
                        .expected("an NVIDIA GPU with its driver, and libtorch's CUDA build on the class path")
                        .fix(
                                "SOUSCHEF_CUDA=1 ./souschef, or 'mvn -Pcuda package' for a program of your own; or run with --device cpu"));
    }
}
