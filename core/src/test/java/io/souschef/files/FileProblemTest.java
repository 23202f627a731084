package io.souschef.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {
    @TempDir
    Path folder;

    @Test
    void a_disk_that_is_mounted_to_be_read_only_is_not_mended_by_chmod() {
        FileSystemException cause = new FileSystemException("runs/a", null, "Read-only file system");

        assertThat(FileProblem.writing(folder.resolve("runs/a"), cause))
                .hasMessageContaining("got       Read-only file system")
                .hasMessageContaining("fix       choose a folder on another disk: this one is mounted to be read only")
                .hasMessageNotContaining("chmod");
    }

    @Test
    void the_folder_that_must_let_one_write_is_the_first_that_is_there() {
        Path file = folder.resolve("runs/a/recipe.yaml");

        assertThat(FileProblem.writing(file, new AccessDeniedException("runs")))
                .hasMessageContaining("got       permission denied")
                .hasMessageContaining("fix       chmod u+w " + folder + ", or choose another folder");
    }
}
