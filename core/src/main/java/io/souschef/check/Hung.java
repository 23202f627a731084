package io.souschef.check;

/**
 * A method of the program, or a measurement, didn't come back in time. An {@link Error}: a check that tries whether a program takes
 * something, and catches what it throws, must not take this for a refusal.
 */
final class Hung extends Error {
    private static final long serialVersionUID = 1;

    Hung(String what) {
        super(what, null, false, false);
    }
}
