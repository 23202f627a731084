package io.souschef.data.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;

/** What an exception of the JDK means, in words for someone who has not read its source. */
public final class Reasons {
    /** Why a folder is not entered again. */
    public static final String CIRCLE = "a link that leads back to a folder above it";

    /** Why nothing was opened. */
    public static final String MISSING = "no such file or folder";

    private Reasons() {}

    /** What stopped it, in a few words without a full stop; of what isn't known, the exception's own message. */
    public static String of(Throwable cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemLoopException) {
            return CIRCLE;
        }
        if (cause instanceof NoSuchFileException) {
            return MISSING;
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason().toLowerCase(Locale.ROOT);
        }
        if (cause instanceof EOFException) {
            return "the file ends too early";
        }
        String said =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return cause.getCause() instanceof IOException inner && !said.contains(String.valueOf(inner.getMessage()))
                ? said + ": " + of(inner)
                : said;
    }
}
