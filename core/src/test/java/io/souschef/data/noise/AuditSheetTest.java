package io.souschef.data.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.answers.BadAnswers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSheetTest {
    @TempDir
    Path folder;

    @Test
    void what_is_filled_in_comes_back_by_id() throws Exception {
        Path file = folder.resolve("audit.csv");
        AuditSheet.write(
                file,
                List.of(
                        new AuditSheet.Row(17, "cat, left.png", "train", "cat"),
                        new AuditSheet.Row(4, "dog.png", "train", "a \"dog\""),
                        new AuditSheet.Row(9, "owl.png", "validation", "owl")));
        assertThat(AuditSheet.answers(file)).isEmpty();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("number,id,name,split,label,wrong");
        Files.write(file, List.of(lines.get(0), lines.get(1) + "Yes", lines.get(2), lines.get(3) + " no "));

        assertThat(AuditSheet.answers(file)).isEqualTo(Map.of(17, true, 9, false));
    }

    @Test
    void another_word_than_yes_and_no_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("audit.csv"), "id,wrong\n3,perhaps\n");

        assertThatThrownBy(() -> AuditSheet.answers(file))
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("'perhaps' in the column wrong")
                .hasMessageContaining("yes, no or nothing");
    }

    @Test
    void another_id_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("audit.csv"), "id,wrong\n3.5,yes\n");

        assertThatThrownBy(() -> AuditSheet.answers(file))
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("id '3.5'");
    }

    @Test
    void a_file_without_the_columns_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("audit.csv"), "number,label\n3,cat\n");

        assertThatThrownBy(() -> AuditSheet.answers(file))
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("no columns id and wrong");
    }
}
