package io.souschef.data.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingsTableTest {
    @TempDir
    Path folder;

    @Test
    void a_column_per_annotator_is_found_by_its_name() throws IOException {
        RatingsTable table = read(
                "file,annotator_1,annotator_2,sharpness", "a.png,cat,dog,0.5", "b.png,,dog,0.1", "c.png,cat,cat,1");

        assertThat(table.annotators()).containsExactly("annotator_1", "annotator_2");
        assertThat(table.examples()).containsExactly("a.png", "b.png", "c.png");
        assertThat(table.classes()).containsExactly("cat", "dog");
        assertThat(table.ratings().labels()).isDeepEqualTo(new int[][] {{0, 1}, {1}, {0, 0}});
        assertThat(table.ratings().people()).isDeepEqualTo(new int[][] {{0, 1}, {1}, {0, 1}});
        assertThat(table.values()).isEmpty();
    }

    @Test
    void a_row_per_label_is_the_same_thing() throws IOException {
        RatingsTable table = read(
                "worker,item,label", "anna,a,10", "ben,a,9", "anna,b,9", "anna,a,10", "ben,,9", "ben,b,9", "ben,c,");

        assertThat(table.annotators()).containsExactly("anna", "ben");
        assertThat(table.classes()).as("as numbers").containsExactly("9", "10");
        assertThat(table.values())
                .hasValueSatisfying(values -> assertThat(values).containsExactly(9, 10));
        assertThat(table.ratings().labels()).isDeepEqualTo(new int[][] {{1, 0}, {0, 0}});
        assertThat(table.notes())
                .containsExactly(
                        "1 labels without an example or an annotator are left out",
                        "1 labels that an annotator gave to an example again are left out, the first counts");
    }

    @Test
    void columns_of_any_name_can_be_named() throws IOException {
        Path file = write("n,anna,ben,cem", "1,x,x,y", "2,y,y,y");

        RatingsTable table = RatingsTable.read(file, List.of("anna", "cem"));

        assertThat(table.annotators()).containsExactly("anna", "cem");
        assertThat(table.examples()).containsExactly("row 1", "row 2");
        assertThatThrownBy(() -> RatingsTable.read(file, List.of("anna", "dora")))
                .isInstanceOf(BadRatings.class)
                .hasMessageContaining("no column 'dora'")
                .hasMessageContaining("n, anna, ben, cem");
        assertThatThrownBy(() -> RatingsTable.read(file, List.of("anna"))).hasMessageContaining("two columns or more");
    }

    @Test
    void a_table_without_annotators_is_told_what_is_expected() throws IOException {
        Path file = write("x,colour", "1,red", "2,blue");

        assertThatThrownBy(() -> RatingsTable.read(file, List.of()))
                .isInstanceOf(BadRatings.class)
                .hasMessage("""
                        no labels of several annotators are found in ratings.csv
                          got       columns x, colour
                          expected  a column per annotator, annotator_1, annotator_2 …; or the columns example, annotator and label
                          fix       souschef agree %s --annotators COLUMN,COLUMN""".formatted(file));
    }

    @Test
    void labels_that_nobody_shares_can_not_be_compared() throws IOException {
        Path file = write("annotator_1,annotator_2", "cat,", ",dog");

        assertThatThrownBy(() -> RatingsTable.read(file, List.of()))
                .isInstanceOf(BadRatings.class)
                .hasMessageContaining("2 labels, and no example with two of them");
    }

    private RatingsTable read(String... lines) throws IOException {
        return RatingsTable.read(write(lines), List.of());
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("ratings.csv"), String.join("\n", lines) + "\n");
    }
}
