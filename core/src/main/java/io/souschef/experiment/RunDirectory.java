package io.souschef.experiment;

import io.souschef.files.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where everything of one run lies, as plain files: which file is what.
 *
 * <pre>
 * recipe.yaml         the resolved configuration
 * notebook.jsonl      what happened, one entry per line
 * examples.parquet    one row per example, every measured axis
 * labels-to-audit.csv labels for a person to judge, and (.json) what each of them stands for
 * near-duplicates.csv pairs of images or texts that are nearly the same, for a person to judge
 * skipped.csv         every file or line that was not read, with the reason
 * human-baseline.csv  examples for a person to name, and (.json) which they are
 * metrics/            every step of every training, as JSON lines and TensorBoard events, and its validation split
 * checkpoints/        weights and optimisers on the way
 * model/              the model that came out
 * pictures/           what the report shows
 * report/index.html   the report, in one file
 * </pre>
 */
public record RunDirectory(Path path) {
    /** Makes the folder and its sub-folders, as far as they are missing. */
    public static RunDirectory create(Path path) {
        RunDirectory run = new RunDirectory(path);
        Path folder = path;
        try {
            for (Path each : new Path[] {
                path,
                run.metrics(),
                run.checkpoints(),
                run.model(),
                run.pictures(),
                run.report().resolveSibling("")
            }) {
                folder = each;
                Files.createDirectories(each);
            }
        } catch (IOException e) {
            throw FileProblem.writing(folder, e);
        }
        return run;
    }

    /**
     * Takes away what a run has made that came to nothing before its first entry in the notebook was written: no empty files are left, and no
     * folders that hold nothing. What else lies there stays, and all of it where another process is at work, or where an earlier look was set
     * aside: that the same command can be given again there rests on the order.
     */
    public void discard() {
        try {
            if (Files.exists(notebook()) && Files.size(notebook()) > 0) return;
            if (SetAside.hasHappened(this) || NotebookLock.isHeld(notebook())) return;
            for (Path file : new Path[] {recipe(), notebook(), NotebookLock.file(notebook())})
                Files.deleteIfExists(file);
            for (Path folder :
                    new Path[] {metrics(), checkpoints(), model(), pictures(), report().resolveSibling(""), path}) {
                if (isEmpty(folder)) Files.delete(folder);
            }
        } catch (IOException e) {
            throw FileProblem.writing(path, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return false;
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    public Path recipe() {
        return path.resolve("recipe.yaml");
    }

    public Path notebook() {
        return path.resolve("notebook.jsonl");
    }

    public Path examples() {
        return path.resolve("examples.parquet");
    }

    public Path metrics() {
        return path.resolve("metrics");
    }

    /** Labels for a person to judge. */
    public Path audit() {
        return path.resolve("labels-to-audit.csv");
    }

    /** Pairs of images for a person to judge: the same picture, or not. */
    public Path nearDuplicates() {
        return path.resolve("near-duplicates.csv");
    }

    /** Every file or line that was not read, with the reason. */
    public Path skipped() {
        return path.resolve("skipped.csv");
    }

    /** The folder beside this one of what runs of the same data share. */
    public Path shared() {
        return path.toAbsolutePath().normalize().resolveSibling(".souschef");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path model() {
        return path.resolve("model");
    }

    public Path pictures() {
        return path.resolve("pictures");
    }

    public Path report() {
        return path.resolve("report").resolve("index.html");
    }

    /** How {@code file}, which lies in this run, is named in evidence and results: relative, with forward slashes. */
    public String nameOf(Path file) {
        return path.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString()
                .replace('\\', '/');
    }
}
