package io.souschef.data.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerSheetTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_has_a_number_and_an_empty_column_for_the_answer() throws Exception {
        Path file = folder.resolve("questions.csv");

        AnswerSheet.write(file, List.of("name", "label"), List.of(List.of("a, b", "say \"cat\""), List.of("c", "dog")));

        assertThat(Files.readString(file)).isEqualTo("""
                number,name,label,answer
                1,"a, b","say ""cat""\",
                2,c,dog,
                """);
        assertThat(AnswerSheet.answers(file)).as("nobody has answered").isEmpty();
    }

    @Test
    void a_question_with_a_column_called_answer_is_not_answered_by_it() throws Exception {
        Path file = folder.resolve("sheet.csv");

        AnswerSheet.write(file, List.of("Answer", "number"), List.of(List.of("42", "7"), List.of("43", "8")));

        assertThat(Files.readAllLines(file).get(0)).isEqualTo("number,Answer_,number_,answer");
        assertThat(AnswerSheet.answers(file)).as("nobody has answered").isEmpty();
    }

    @Test
    void answers_come_back_by_number_whatever_a_spreadsheet_separates_with() throws Exception {
        for (String separator : List.of(",", ";", "\t")) {
            Path file = written(String.join(separator, "number", "name", "answer")
                    + "\n"
                    + String.join(separator, "2", "b", " dog ")
                    + "\n"
                    + String.join(separator, "1", "a", "")
                    + "\n"
                    + String.join(separator, "3", "c", "cat")
                    + "\n");

            assertThat(AnswerSheet.answers(file)).isEqualTo(Map.of(2, "dog", 3, "cat"));
        }
    }

    @Test
    void a_sheet_that_a_spreadsheet_has_saved_in_latin_1_is_read() throws Exception {
        Path file = folder.resolve("sheet.csv");
        Files.write(
                file, "number;name;answer\n1;Küche;Schlüssel\n2;Tür;dog\n3;c;\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(AnswerSheet.answers(file)).isEqualTo(Map.of(1, "Schlüssel", 2, "dog"));
    }

    @Test
    void another_number_is_refused_with_what_it_was() throws Exception {
        Path file = written("number,answer\nthree,dog\n");

        assertThatThrownBy(() -> AnswerSheet.answers(file))
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("number 'three'")
                .hasMessageContaining("the columns as they were written");
    }

    @Test
    void a_file_without_the_columns_is_refused() throws Exception {
        Path file = written("name,label\na,b\n");

        assertThatThrownBy(() -> AnswerSheet.answers(file))
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("no columns number and answer");
    }

    @Test
    void a_folder_whose_name_is_a_pattern_is_not_taken_for_the_one_that_fits_it() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("run1")).resolve("a.csv"), "number,answer\n1,dog\n");
        Path file = Files.createDirectories(folder.resolve("run[1]")).resolve("a.csv");
        Files.writeString(file, "number,answer\n1,cat\n");

        assertThat(AnswerSheet.answers(file)).isEqualTo(Map.of(1, "cat"));
    }

    private Path written(String text) throws Exception {
        return Files.writeString(folder.resolve("sheet's answers.csv"), text);
    }
}
