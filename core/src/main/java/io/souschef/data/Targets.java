package io.souschef.data;

/** What a net should say, one per example. Labels make the task a classification, numbers make it a regression. */
public sealed interface Targets permits Labels, Numbers {
    /** The number of examples. */
    int size();

    /** The name of the target: a column, or "class". */
    String name();

    /** Why the task is what it is, and how to say otherwise, in one sentence. */
    String because();

    /** "10 classes" or "a number, 326 … 18823". */
    String describe();

    /** This target as a person would read it. */
    String text(int id);

    /**
     * @throws OneClass where all labels are the same
     * @throws EqualTargets where all numbers are
     */
    void checkDiffering();
}
