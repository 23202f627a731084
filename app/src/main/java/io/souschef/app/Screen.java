package io.souschef.app;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;

/** Shows a run while it goes on. */
interface Screen {
    /**
     * Something was written into the notebook.
     *
     * @param line the entry as it stands there, one JSON object
     */
    void wrote(Entry entry, String line);

    /** An experiment begins, or is taken up again. */
    default void started(Experiment experiment) {}
}
