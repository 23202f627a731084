package io.souschef.data.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.Targets;
import io.souschef.data.axis.Axis;
import io.souschef.data.noise.Suspicions;
import io.souschef.data.source.RowNames;
import io.souschef.data.source.Source;
import io.souschef.data.summary.Summary;
import io.souschef.data.table.CategoryColumn;
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
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTableTest {
    @TempDir
    Path folder;

    @Test
    void every_example_has_a_row_with_all_that_is_known_of_it() throws Exception {
        byte[][] pixels = {{0, 0}, {1, 2}, {0, 0}, {3, 4}};
        Dataset dataset = dataset(
                Images.unscaled(1, 1, 2, pixels, List.of("a/1.png", "it's.png", "b \"2\".png", "b/ä.png")),
                new Labels(new int[] {0, 0, 1, 1}, List.of("cat", "dog")));
        Axis axis = new Axis("brightness", "0 … 1", new double[] {0.5, Double.NaN, 0.25, 1});

        List<String> columns = write(dataset, List.of(axis));

        assertThat(columns).containsExactly("id", "name", "split", "label", "duplicate_group", "brightness");
        assertThat(rows())
                .containsExactly(
                        "0|a/1.png|train|cat|0|0.5",
                        "1|it's.png|train|cat|null|null",
                        "2|b \"2\".png|validation|dog|0|0.25",
                        "3|b/ä.png|null|dog|null|1.0");
    }

    @Test
    void what_is_held_against_labels_stands_beside_them() throws Exception {
        Dataset dataset = dataset(
                Images.unscaled(1, 1, 2, new byte[4][2], List.of("a", "b", "c", "d")),
                new Labels(new int[] {0, 0, 1, 1}, List.of("cat", "dog")));
        Suspicions held = new Suspicions(
                new double[] {0.25, 0.75, 0.5, Double.NaN}, new int[] {-1, 1, 0, -1}, new int[] {0, 1, 0, -1});

        List<String> columns = ExamplesTable.write(
                folder.resolve("examples.parquet"), dataset, List.of(), Map.of(), Optional.of(held));

        assertThat(columns).endsWith("label_suspicion", "likelier", "suspect");
        assertThat(rows())
                .containsExactly(
                        "0|a|train|cat|0.25|null|false",
                        "1|b|train|cat|0.75|dog|true",
                        "2|c|validation|dog|0.5|cat|false",
                        "3|d|null|dog|null|null|null");
    }

    @Test
    void columns_of_a_table_keep_their_names_but_where_they_are_taken() throws Exception {
        Table table = new Table(
                List.of(
                        new NumberColumn("ID", new double[] {7, 8, Double.NaN, 9}),
                        new CategoryColumn("town \"x\"", new int[] {0, 1, -1, 0}, List.of("Köln", "Ulm"))),
                List.of(),
                new int[] {1, 2, 3, 4});
        Dataset dataset = dataset(table, new Numbers(new double[] {1.5, 2.5, 3.5, 4.5}, "price"));

        List<String> columns = write(dataset, Summary.of(dataset).axes());

        assertThat(columns).containsExactly("id", "name", "split", "target", "duplicate_group", "ID_", "town \"x\"");
        assertThat(rows())
                .containsExactly(
                        "0|row 1|train|1.5|0|7.0|Köln",
                        "1|row 2|train|2.5|null|8.0|Ulm",
                        "2|row 3|validation|3.5|0|null|null",
                        "3|row 4|null|4.5|null|9.0|Köln");
    }

    @Test
    void more_rows_than_are_asked_for_at_a_time_keep_their_order_and_their_gaps() throws Exception {
        int n = 5000;
        int[] codes = new int[n];
        double[] numbers = new double[n];
        for (int id = 0; id < n; id++) {
            codes[id] = id % 7 == 0 ? -1 : id % 3;
            numbers[id] = id % 5 == 0 ? Double.NaN : id;
        }
        Table table = new Table(
                List.of(
                        new CategoryColumn("word", codes, List.of("a longer word than twelve bytes", "é", "z")),
                        new NumberColumn("number", numbers)),
                List.of(),
                IntStream.rangeClosed(1, n).toArray());
        int[] groups = new int[n];
        Arrays.fill(groups, -1);

        ExamplesTable.write(
                folder.resolve("examples.parquet"),
                new Dataset(
                        "x",
                        new Source("x", "0".repeat(64), 0, "none"),
                        table,
                        new Numbers(new double[n], "y"),
                        new Split(new int[] {0}, new int[] {1}, new int[] {2}, "by hand"),
                        List.of()),
                List.of(),
                Map.of("duplicate_group", groups));

        List<String> rows = rows();
        assertThat(rows).hasSize(n);
        assertThat(rows.get(2047)).isEqualTo("2047|row 2048|null|0.0|null|é|2047.0");
        assertThat(rows.get(2048)).isEqualTo("2048|row 2049|null|0.0|null|z|2048.0");
        assertThat(rows.get(4998)).isEqualTo("4998|row 4999|null|0.0|null|null|4998.0");
        assertThat(rows.get(4995)).isEqualTo("4995|row 4996|null|0.0|null|a longer word than twelve bytes|null");
    }

    @Test
    void a_folder_whose_name_is_a_pattern_is_not_taken_for_the_one_that_fits_it() {
        Dataset dataset = dataset(
                Images.unscaled(1, 1, 1, new byte[4][1], new RowNames("x", 4)),
                new Labels(new int[] {0, 0, 1, 1}, List.of("cat", "dog")));
        Path fitting = folder.resolve("run1/examples.parquet");
        Path pattern = folder.resolve("run[1]/examples.parquet");
        ExamplesTable.write(fitting, dataset, List.of(), Map.of("near_group", new int[] {-1, 1, 1, -1}));
        ExamplesTable.write(pattern, dataset, List.of(), Map.of("near_group", new int[] {-1, -1, -1, -1}));

        assertThat(ExamplesTable.shared(pattern, "train", "validation")).isEmpty();
        ExamplesTable.regroup(pattern, "near_group", new int[] {0, -1, 0, -1});
        assertThat(ExamplesTable.shared(pattern, "train", "validation")).containsExactly(0);
        assertThat(ExamplesTable.shared(fitting, "train", "validation")).containsExactly(1);
    }

    @Test
    void a_file_in_the_way_is_named_and_nothing_is_left() throws Exception {
        Path file = folder.resolve("examples.parquet");
        Files.createDirectories(file.resolve("x"));
        Dataset dataset = dataset(
                Images.unscaled(1, 1, 1, new byte[4][1], new RowNames("x", 4)),
                new Labels(new int[] {0, 0, 1, 1}, List.of("cat", "dog")));

        assertThatThrownBy(() -> ExamplesTable.write(file, dataset, List.of(), Map.of()))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("cannot write " + file);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private List<String> write(Dataset dataset, List<Axis> axes) {
        return ExamplesTable.write(
                folder.resolve("examples.parquet"), dataset, axes, Map.of("duplicate_group", new int[] {0, -1, 0, -1}));
    }

    private List<String> rows() throws Exception {
        List<String> rows = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT * FROM '" + folder.resolve("examples.parquet") + "'")) {
            while (set.next()) {
                Object[] row = new Object[set.getMetaData().getColumnCount()];
                for (int c = 0; c < row.length; c++) {
                    row[c] = set.getObject(c + 1);
                }
                rows.add(
                        String.join("|", Arrays.stream(row).map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    private static Dataset dataset(Inputs inputs, Targets targets) {
        return new Dataset(
                "x",
                new Source("x", "0".repeat(64), 0, "none"),
                inputs,
                targets,
                new Split(new int[] {0, 1}, new int[] {2}, new int[0], "by hand"),
                List.of());
    }
}
