package io.souschef.data.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.axis.Axis;
import io.souschef.data.source.Source;
import io.souschef.data.table.BadTable;
import io.souschef.data.table.Column;
import io.souschef.data.table.DuckTable;
import io.souschef.data.table.NumberColumn;
import io.souschef.files.FileProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoreColumnsTest {
    @TempDir
    Path folder;

    private Path file;

    /** Four rows with a column of the user's own that is named like one of ours. */
    @BeforeEach
    void table() {
        file = folder.resolve("it's.parquet");
        Table table = new Table(
                List.of(new NumberColumn("Confidence", new double[] {1, 2, 3, 4})), List.of(), new int[] {1, 2, 3, 4});
        Dataset dataset = new Dataset(
                "x",
                new Source("x", "0".repeat(64), 0, "none"),
                table,
                new Labels(new int[] {0, 0, 1, 1}, List.of("cat", "dog")),
                new Split(new int[] {0, 1}, new int[] {2, 3}, new int[0], "by hand"),
                List.of());
        ExamplesTable.write(file, dataset, List.of(), Map.of());
    }

    @Test
    void columns_come_to_what_is_there_and_missing_is_null() throws Exception {
        List<String> names = MoreColumns.put(
                file,
                List.of(new Axis("confidence", "", new double[] {0.5, Double.NaN, 0.25, 1})),
                Map.of("predicted", Arrays.asList(null, null, "dog", "cat")));

        assertThat(names).containsExactly("confidence_", "predicted");
        assertThat(rows())
                .containsExactly(
                        "id|name|split|label|Confidence|confidence_|predicted",
                        "0|row 1|train|cat|1.0|0.5|null",
                        "1|row 2|train|cat|2.0|null|null",
                        "2|row 3|validation|dog|3.0|0.25|dog",
                        "3|row 4|validation|dog|4.0|1.0|cat");
    }

    @Test
    void the_second_time_they_are_replaced_and_nothing_else_changes() throws Exception {
        MoreColumns.put(
                file,
                List.of(new Axis("confidence", "", new double[4]), new Axis("el2n", "", new double[4])),
                Map.of());
        byte[] once = put(0.5);
        byte[] twice = put(0.5);

        assertThat(rows().get(0)).isEqualTo("id|name|split|label|Confidence|confidence_");
        assertThat(rows().get(1)).isEqualTo("0|row 1|train|cat|1.0|0.5");
        assertThat(twice).as("the same bytes").isEqualTo(once);
    }

    @Test
    void what_was_known_before_is_told_without_them() {
        put(0.5);

        List<Column> known = MoreColumns.known(file, "validation");

        assertThat(known).hasSize(1);
        assertThat(known.get(0).name()).isEqualTo("Confidence");
        assertThat(((NumberColumn) known.get(0)).values()).containsExactly(3, 4);
    }

    @Test
    void a_file_that_is_no_table_is_named_and_left_as_it_is() throws Exception {
        Files.writeString(file, "not a table");

        assertThatThrownBy(() -> put(1)).isInstanceOf(FileProblem.class).hasMessageContaining("it's.parquet");
        assertThat(file).hasContent("not a table");
        assertThatThrownBy(() -> MoreColumns.known(file, "train"))
                .isInstanceOf(BadTable.class)
                .hasMessageContaining("it's.parquet can't be read as a table");
    }

    private byte[] put(double value) {
        double[] values = {value, value, value, value};
        MoreColumns.put(file, List.of(new Axis("confidence", "", values)), Map.of());
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT * FROM " + DuckTable.literal(file))) {
            int columns = set.getMetaData().getColumnCount();
            List<String> header = new ArrayList<>();
            for (int c = 1; c <= columns; c++) {
                header.add(set.getMetaData().getColumnName(c));
            }
            rows.add(String.join("|", header));
            while (set.next()) {
                List<String> row = new ArrayList<>();
                for (int c = 1; c <= columns; c++) {
                    row.add(String.valueOf(set.getObject(c)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
