package io.souschef.report;

import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.files.AtomicFile;
import java.nio.file.Path;

/**
 * The report of a run: one HTML page that holds all it shows, written from the notebook and the pictures in the run directory, and
 * from nothing else. It can be written at any time, also while the run is going on or after it has failed; the same notebook always
 * gives the same page.
 */
public final class Report {
    private Report() {}

    /**
     * Writes the page, replacing an older one at once, and returns where it is.
     *
     * @throws io.souschef.experiment.DamagedNotebook if a line of the notebook can't be understood
     * @throws io.souschef.files.FileProblem if the page can't be written
     */
    public static Path write(RunDirectory run) {
        AtomicFile.write(run.report(), html(run));
        return run.report();
    }

    /** The page itself, to be served. */
    public static String html(RunDirectory run) {
        return new Page(Story.of(Pages.of(run)), new Album(run)).html();
    }
}
