package io.souschef.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
