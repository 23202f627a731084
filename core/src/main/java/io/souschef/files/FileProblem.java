package io.souschef.files;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** A file or folder that can't be read or written: missing, not allowed, in the way, or no room left. */
public final class FileProblem extends Problem {
    private FileProblem(Message message, IOException cause) {
        super(message, cause);
    }

    /** From a failed attempt to write {@code path}. */
    public static FileProblem writing(Path path, IOException cause) {
        String reason = reason(cause);
        return new FileProblem(
                Message.of("cannot write " + path)
                        .got(reason)
                        .expected("a folder that can be written, with room left")
                        .fix(fix(path, reason.toLowerCase(Locale.ROOT))),
                cause);
    }

    /** From a failed attempt to read {@code path}. */
    public static FileProblem reading(Path path, IOException cause) {
        return new FileProblem(
                Message.of("cannot read " + path)
                        .got(reason(cause))
                        .expected("a file that exists and may be read")
                        .fix("ls -l " + path),
                cause);
    }

    private static String fix(Path path, String reason) {
        if (reason.contains("no space") || reason.contains("quota"))
            return "free some room on that disk, or choose a folder on another";
        if (reason.contains("read-only")) return "choose a folder on another disk: this one is mounted to be read only";
        if (reason.contains("permission denied")) return "chmod u+w " + existing(path) + ", or choose another folder";
        return "choose another folder";
    }

    /** The folder that would have to let one write: the first above {@code path} that is there. */
    private static Path existing(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder) && folder.getParent() != null) folder = folder.getParent();
        return folder == null ? path : folder;
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) return "permission denied";
        if (cause instanceof NoSuchFileException) return "no such file or folder";
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException)
            return "a file where a folder should be";
        String reason = cause instanceof FileSystemException trouble ? trouble.getReason() : cause.getMessage();
        if ("Not a directory".equals(reason)) return "a file where a folder should be";
        return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
    }
}
