package io.souschef.app;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The run directory holds something else than the run that was asked for. */
final class OtherRun extends Problem {
    private OtherRun(Message message) {
        super(message);
    }

    static OtherRun differs(Path folder, List<String> differences) {
        return new OtherRun(Message.of(folder + " holds another run")
                .got(String.join("\n", differences))
                .expected("the same data, seed and options as there, to go on where it stopped")
                .fix("--out " + free(folder)));
    }

    static OtherRun noRun(Path folder) {
        return new OtherRun(Message.of(folder + " holds something that is no run of souschef")
                .got("files, but no recipe.yaml")
                .expected("a run to go on with, an empty folder, or none yet")
                .fix("--out " + free(folder)));
    }

    private static Path free(Path folder) {
        int number = 2;
        while (Files.exists(named(folder, number))) {
            number++;
        }
        return named(folder, number);
    }

    private static Path named(Path folder, int number) {
        return folder.resolveSibling(folder.toAbsolutePath().normalize().getFileName() + "-" + number);
    }
}
