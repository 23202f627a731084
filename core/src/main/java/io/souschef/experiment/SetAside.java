package io.souschef.experiment;

import io.souschef.files.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes room for a new beginning in the same run directory: what a run on other data has left goes into {@code earlier/1}, {@code
 * earlier/2}, …, and nothing is lost. What a person has said of pairs of images stays, for it goes by their content.
 */
public final class SetAside {
    private static final List<String> FILES = List.of(
            "notebook.jsonl",
            "examples.parquet",
            "skipped.csv",
            "labels-to-audit.csv",
            "labels-to-audit.json",
            "report",
            "pictures");

    private SetAside() {}

    /** Whether nothing but looking at the data has been done there, so that nothing has been trained on them. */
    public static boolean isPossible(RunDirectory run) {
        return Pages.of(run).all(Entry.StageStarted.class).allMatch(stage -> stage.number() == 1);
    }

    /** Whether something was moved there before. */
    static boolean hasHappened(RunDirectory run) {
        return Files.isDirectory(earlier(run));
    }

    private static Path earlier(RunDirectory run) {
        return run.path().resolve("earlier");
    }

    /**
     * Moves the files.
     *
     * @return the folder in which they are now
     * @throws NotebookInUse where another process is at work there
     */
    public static Path of(RunDirectory run) {
        try (NotebookLock lock = NotebookLock.take(run.notebook())) {
            int number = 1;
            while (Files.exists(earlier(run).resolve(String.valueOf(number)))) {
                number++;
            }
            Path folder = earlier(run).resolve(String.valueOf(number));
            Files.createDirectories(folder);
            for (String name : FILES) {
                Path file = run.path().resolve(name);
                if (Files.exists(file)) {
                    Files.move(file, folder.resolve(name));
                }
            }
            // the order stays until it is replaced, so that whoever is stopped in between can give the command again
            Files.copy(run.recipe(), folder.resolve("recipe.yaml"));
            return folder;
        } catch (IOException e) {
            throw FileProblem.writing(run.path(), e);
        }
    }
}
