package io.souschef.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a whole file or nothing: into a temporary file in the same folder, flushed to the disk, then renamed. A reader sees the old
 * content or the new one, also when the process is killed or the machine stops in the middle. What is no file, as {@code /dev/stdout}, is
 * written to as it is.
 */
public final class AtomicFile {
    /**
     * Of a draft's name, after the file's and before the number of the process that writes it. It has to be the last part, as here:
     * TorchScript writes what is before the last point into the file, which then would differ from process to process.
     */
    private static final String DRAFT = ".part";

    private AtomicFile() {}

    /** What writes the content. It need not close the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What leaves the content in a file of which it is told the path; for writers that know no streams. */
    @FunctionalInterface
    public interface Leaving {
        void leaveIn(Path draft) throws IOException;
    }

    /**
     * Writes {@code bytes}, replacing what is there; folders on the way are made.
     *
     * @throws FileProblem if the file can't be written; then the old one is untouched
     */
    public static void write(Path path, byte[] bytes) {
        write(path, out -> out.write(bytes));
    }

    /** Writes {@code text} in UTF-8; else as {@link #write(Path, byte[])}. */
    public static void write(Path path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what {@code content} produces, without holding it in memory; else as {@link #write(Path, byte[])}. */
    public static void write(Path path, Content content) {
        replace(path, draft -> fill(draft, content));
    }

    /** Takes the place of what is there with the file that {@code leaving} leaves; else as {@link #write(Path, byte[])}. */
    public static void replace(Path path, Leaving leaving) {
        try {
            Path target = behind(path.toAbsolutePath());
            if (isDevice(target)) {
                pass(target, leaving);
                return;
            }
            Path folder = target.getParent();
            if (folder == null) throw new IOException("not a file name");
            Files.createDirectories(folder);
            // one process writes one file from one thread at a time; another may write the same, and has its own draft
            String start = "." + target.getFileName() + DRAFT;
            tidy(folder, start);
            Path draft = folder.resolve(start + ProcessHandle.current().pid());
            try {
                leaving.leaveIn(draft);
                force(draft);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(draft);
                throw e;
            }
            settle(folder);
        } catch (IOException e) {
            throw FileProblem.writing(path, e);
        }
    }

    /** Takes away what processes that were killed have left of this file. */
    @SuppressWarnings("EmptyCatch")
    private static void tidy(Path folder, String start) {
        Pattern left = Pattern.compile(Pattern.quote(start) + "([0-9]{1,18})");
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, file -> isLeft(file, left))) {
            for (Path draft : drafts) Files.deleteIfExists(draft);
        } catch (IOException | DirectoryIteratorException e) {
            // whoever writes it next does
        }
    }

    private static boolean isLeft(Path file, Pattern left) {
        Matcher draft = left.matcher(String.valueOf(file.getFileName()));
        if (!draft.matches()) return false;
        long process = Long.parseLong(draft.group(1));
        return ProcessHandle.of(process).isEmpty();
    }

    /** What a link leads to, so that the link stays one. */
    private static Path behind(Path path) throws IOException {
        return Files.isSymbolicLink(path) && Files.isRegularFile(path) ? path.toRealPath() : path;
    }

    /** Whether it is a pipe, a screen or another thing that is written to, and never replaced: {@code /dev/stdout}. */
    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    private static void pass(Path device, Leaving leaving) throws IOException {
        Path draft = Files.createTempFile("souschef-", ".part");
        try (OutputStream out = Files.newOutputStream(device, StandardOpenOption.WRITE)) {
            leaving.leaveIn(draft);
            Files.copy(draft, out);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void fill(Path draft, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
        }
    }

    private static void force(Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Brings the renaming itself to the disk. Not every system lets one open a folder; there the rename is left to it. */
    @SuppressWarnings("EmptyCatch")
    private static void settle(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the content is safe; only the moment of the rename is not certain after a power failure
        }
    }
}
