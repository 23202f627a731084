package io.souschef.nn;

/** Sizes that layers are built with, checked where they are given. */
final class Sizes {
    private Sizes() {}

    static int positive(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " needs to be 1 or more, got " + size);
        }
        return size;
    }

    static int notNegative(String what, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(what + " needs to be 0 or more, got " + size);
        }
        return size;
    }
}
