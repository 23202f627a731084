package io.souschef.data;

/** What a net is shown, one per example. */
public sealed interface Inputs permits Images, Table, Texts {
    /** The number of examples. */
    int size();

    /** What a person would call this example: a file's name, "train-images row 17", "row 17". */
    String nameOf(int id);

    /** One line: what they are and how large. */
    String describe();
}
