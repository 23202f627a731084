package io.souschef.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_and_folders_on_the_way_are_made() throws IOException {
        Path file = folder.resolve("a/b/c.txt");

        AtomicFile.write(file, "old");
        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(onlyFile(file)).isTrue();
    }

    @Test
    void a_write_that_fails_in_the_middle_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = folder.resolve("c.txt");
        AtomicFile.write(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(FileProblem.class)
                .hasMessage("""
                        cannot write %s
                          got       No space left on device
                          expected  a folder that can be written, with room left
                          fix       free some room on that disk, or choose a folder on another""".formatted(file));

        assertThat(file).hasContent("old");
        assertThat(onlyFile(file)).isTrue();
    }

    @Test
    void who_writes_by_path_leaves_a_whole_file_or_nothing() throws IOException {
        Path file = folder.resolve("d.txt");

        AtomicFile.replace(file, draft -> Files.writeString(draft, "whole"));
        assertThatThrownBy(() -> AtomicFile.replace(file, draft -> {
                    Files.writeString(draft, "half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(FileProblem.class);

        assertThat(file).hasContent("whole");
        assertThat(onlyFile(file)).isTrue();
    }

    @Test
    void a_file_in_the_way_is_named() throws IOException {
        Files.writeString(folder.resolve("occupied"), "");

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("occupied/x"), ""))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("got       a file where a folder should be");
    }

    @Test
    void of_two_processes_that_write_the_same_file_each_leaves_a_whole_one() throws Exception {
        Path file = folder.resolve("e.txt");
        String classes = System.getProperty("java.class.path");
        Process other = java("-cp", classes, SlowWriter.class.getName(), file.toString());
        assertThat(other.getInputStream().read()).as("it has begun").isEqualTo('.');

        AtomicFile.write(file, "ours");

        assertThat(file).hasContent("ours");
        other.getOutputStream().close();
        assertThat(other.waitFor()).isZero();
        assertThat(file).hasContent("theirs, to the end");
        assertThat(onlyFile(file)).isTrue();
    }

    /** Stops in the middle until nothing more is said to it. */
    static final class SlowWriter {
        public static void main(String[] args) {
            AtomicFile.write(Path.of(args[0]), out -> {
                out.write("theirs, ".getBytes(StandardCharsets.UTF_8));
                out.flush();
                System.out.write('.');
                System.out.flush();
                System.in.transferTo(OutputStream.nullOutputStream());
                out.write("to the end".getBytes(StandardCharsets.UTF_8));
            });
        }
    }

    @Test
    void what_a_process_that_was_killed_has_left_is_taken_away() throws Exception {
        Path file = folder.resolve("f.txt");
        Process gone = java("-version");
        assertThat(gone.waitFor()).isZero();
        Files.writeString(folder.resolve(".f.txt.part" + gone.pid()), "half");

        AtomicFile.write(file, "whole");

        assertThat(file).hasContent("whole");
        assertThat(onlyFile(file)).isTrue();
    }

    /** TorchScript writes it into the file. */
    @Test
    void up_to_its_last_point_a_draft_has_the_same_name_in_every_process() {
        AtomicFile.replace(folder.resolve("net.pt"), draft -> {
            String name = String.valueOf(draft.getFileName());
            assertThat(name.substring(0, name.lastIndexOf('.'))).isEqualTo(".net.pt");
            Files.writeString(draft, "");
        });

        assertThat(folder.resolve("net.pt")).exists();
    }

    private static Process java(String... args) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(args));
        ProcessBuilder process = new ProcessBuilder(command);
        process.redirectError(ProcessBuilder.Redirect.DISCARD);
        return process.start();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_device_is_written_to_and_not_replaced() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("nothing"), Path.of("/dev/null"));

        AtomicFile.write(link, "gone");

        assertThat(link).isSymbolicLink();
        assertThat(onlyFile(link)).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_device_is_named() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));

        assertThatThrownBy(() -> AtomicFile.write(link, "too much"))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_link_to_a_file_stays_a_link_to_that_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);

        AtomicFile.write(link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    private static boolean onlyFile(Path file) throws IOException {
        try (var files = Files.list(file.resolveSibling(""))) {
            return files.count() == 1;
        }
    }
}
