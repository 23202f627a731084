package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import io.souschef.experiment.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The run that a user names: by its directory, or by the name of its data where that lies in {@code runs/}. */
final class RunFolder {
    private RunFolder() {}

    /** @throws NoRun when neither is a run */
    static RunDirectory find(Path typed) {
        for (Path folder : new Path[] {typed, Path.of("runs").resolve(typed)}) {
            if (Files.exists(new RunDirectory(folder).notebook()) || Files.isDirectory(folder.resolve("model"))) {
                return new RunDirectory(folder);
            }
        }
        throw new NoRun(typed);
    }

    /** What was named is no run. */
    static final class NoRun extends Problem {
        NoRun(Path typed) {
            super(Message.of("there is no run in " + typed)
                    .got(Files.exists(typed) ? "something without a notebook.jsonl" : "no such folder")
                    .expected("the directory that 'souschef run' named in its last line, or its name below runs/")
                    .fix("souschef run digits"));
        }
    }
}
