package io.souschef.app;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.Stage;
import io.souschef.recipe.Watcher;
import io.souschef.report.Report;

/** Hands what a run tells to the screen, and writes the report after every stage: a long run can be followed in it. */
record RunWatcher(RunDirectory run, Screen screen, ProgressLine progress) implements Watcher {
    @Override
    public void wrote(Entry entry, String line) {
        screen.wrote(entry, line);
    }

    @Override
    public void started(Experiment experiment) {
        screen.started(experiment);
    }

    @Override
    public void stageFinished(Stage stage, double seconds) {
        Report.write(run);
    }

    @Override
    public void progress(String what, double share, String detail) {
        progress.at(what, share, detail);
    }

    @Override
    public void progressed() {
        progress.ended();
    }
}
