package io.souschef.tensor;

/** What frees a tensor: the scope it was made in, or the shelf it was put on. Named in the message when it is used too late. */
interface Owner {
    /** For messages: "scope 'step 12'". */
    String title();

    /** Throws when the calling thread may not use what this owns. */
    void checkThread();
}
