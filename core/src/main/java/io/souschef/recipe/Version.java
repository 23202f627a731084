package io.souschef.recipe;

/** The version of this code. Experiments of another version are run anew. */
public final class Version {
    /** As in the POM. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
