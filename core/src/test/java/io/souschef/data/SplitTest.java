package io.souschef.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.source.CannotWrite;
import io.souschef.data.source.NotFound;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
    @TempDir
    Path folder;

    @Test
    void a_split_is_written_and_read_back() {
        Split split = new Split(new int[] {3, 0}, new int[] {1}, new int[] {2}, "by \"hand\"");
        Path file = folder.resolve("split.json");

        split.write(file);

        assertThat(Split.read(file)).isEqualTo(split);
        assertThat(folder.toFile().list()).containsExactly("split.json");
    }

    @Test
    void refuses_a_file_that_is_no_split() throws Exception {
        Path file = Files.writeString(folder.resolve("split.json"), "{\"origin\": \"x\", \"train\": [1, \"two\"]}");

        assertThatThrownBy(() -> Split.read(file))
                .isInstanceOf(BadSplit.class)
                .hasMessageContaining("got       \"train\" holds \"two\"");
        assertThatThrownBy(() -> Split.read(Files.writeString(file, "{"))).isInstanceOf(BadSplit.class);
        assertThatThrownBy(() -> Split.read(folder.resolve("none"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(
                        () -> new Split(new int[0], new int[0], new int[0], "").write(folder.resolve("no/split.json")))
                .isInstanceOf(CannotWrite.class)
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void an_example_is_in_one_place_only() {
        Split twice = new Split(new int[] {0, 1}, new int[] {1}, new int[0], "wrong");

        assertThatThrownBy(() -> twice.checkWithin(3)).hasMessage("example 1 is in two places of the split");
        assertThatThrownBy(() -> twice.checkWithin(1)).hasMessage("example 1 of 1 in the split");
    }
}
