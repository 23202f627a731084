package io.souschef.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a notebook: a lock that the operating system holds for this process and takes back when it ends, however it
 * ends. It is on a file of its own beside the notebook, since closing any other handle of a locked file would release its lock, and
 * where locks are mandatory nobody could read.
 */
final class NotebookLock implements AutoCloseable {
    private final FileChannel channel;

    private NotebookLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The file of its own. */
    static Path file(Path notebook) {
        return notebook.resolveSibling(".notebook.lock");
    }

    static NotebookLock take(Path notebook) throws IOException {
        Path path = file(notebook);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null)
                throw new NotebookInUse(notebook, Files.readString(path).strip());
            String holder = "process " + ProcessHandle.current().pid() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return new NotebookLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether a process, be it this one, has taken it. */
    static boolean isHeld(Path notebook) throws IOException {
        Path path = file(notebook);
        if (!Files.exists(path)) return false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
