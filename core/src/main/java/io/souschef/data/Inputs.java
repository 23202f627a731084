package io.souschef.data;

import io.souschef.data.source.Unreadable;
import java.util.List;

/** What a net is shown, one per example. */
public sealed interface Inputs permits Images, Table, Texts {
    /** The number of examples. */
    int size();

    /** What a person would call this example: a file's name, "train-images row 17", "row 17". */
    String nameOf(int id);

    /** One line: what they are and how large. */
    String describe();

    /** Files that lay beside them and are none of them, by their names or what they hold, each with the reason. */
    default List<Unreadable> passedOver() {
        return List.of();
    }
}
