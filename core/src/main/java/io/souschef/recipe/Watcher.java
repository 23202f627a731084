package io.souschef.recipe;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;

/** Is told what a run does, while it does it: a terminal, a page. Every method may be left out. */
public interface Watcher {
    /**
     * Something was written into the notebook.
     *
     * @param line the entry as it stands there, one JSON object
     */
    default void wrote(Entry entry, String line) {}

    default void stageStarted(Stage stage) {}

    default void stageFinished(Stage stage, double seconds) {}

    default void found(Finding finding) {}

    default void started(Experiment experiment) {}

    default void trained(Experiment experiment, Result result) {}

    default void judged(Experiment experiment, Verdict verdict) {}

    default void decided(String what, String why) {}

    /**
     * Work that takes a while.
     *
     * @param what is being done
     * @param share of it that is done, 0 to 1
     * @param detail e.g. the loss; may be empty
     */
    default void progress(String what, double share, String detail) {}

    /** What was in progress has ended. */
    default void progressed() {}
}
