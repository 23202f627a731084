package io.souschef.experiment;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.nio.file.Path;

/** Another process is writing this notebook. */
public final class NotebookInUse extends Problem {
    NotebookInUse(Path notebook, String holder) {
        super(Message.of("another process is writing " + notebook)
                .got(holder.isBlank() ? "a lock of an unknown process" : "a lock of " + holder)
                .expected("one run per run directory at a time; any number may read it")
                .fix("wait for it or stop it, or give this run a folder of its own: --out DIR"));
    }
}
