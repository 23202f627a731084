package io.souschef.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Our own mistake: one sentence for the screen, the stack trace for a file.
 *
 * @param file where the trace is; empty if it could not be written
 */
record BugReport(Throwable cause, String file) {
    /** Saves the trace in {@code folder}. */
    static BugReport write(Throwable cause, Path folder) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        String text = String.join("\n", new Souschef.Versions().getVersion()) + "\n\n" + trace;
        return new BugReport(cause, saved(text, folder).orElse(""));
    }

    private static Optional<String> saved(String text, Path folder) {
        try {
            Path file = Files.createTempFile(folder.toAbsolutePath(), "souschef-bug-", ".txt");
            return Optional.of(Files.writeString(file, text).toString());
        } catch (IOException e) {
            return Optional.empty(); // a full or read-only disk may be the very trouble
        }
    }

    /** Says so, and returns the exit code. */
    int print(Terminal terminal) {
        terminal.err().println("souschef has stumbled over a bug of its own; nothing that was finished is lost");
        terminal.err()
                .println("  got       " + cause.toString().lines().findFirst().orElse(""));
        terminal.err().println("  see       " + (file.isEmpty() ? "nowhere: the trace could not be saved" : file));
        terminal.err().println("  fix       report it with that file; the same command goes on where this one stopped");
        terminal.err().flush();
        return Souschef.BUG;
    }
}
