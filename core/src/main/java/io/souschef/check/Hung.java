package io.souschef.check;

/** A method of the program, or a measurement, didn't come back in time. */
final class Hung extends RuntimeException {
    Hung(String what) {
        super(what, null, false, false);
    }
}
