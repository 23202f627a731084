package io.souschef.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.EqualTargets;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.OneClass;
import io.souschef.data.Table;
import io.souschef.data.pantry.MissingTarget;
import io.souschef.data.pantry.NoColumns;
import io.souschef.data.pantry.NoTarget;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.pantry.TooManyClasses;
import io.souschef.data.pantry.UnknownColumn;
import io.souschef.data.source.Unreadable;
import io.souschef.data.split.TooFewExamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelimitedTableTest {
    @TempDir
    Path folder;

    @Test
    void infers_types_and_says_what_the_task_is() throws Exception {
        Dataset dataset = open(csv("age,town,price", i -> i % 37 + "," + town(i) + "," + (i * 1.5 + 1)), "price");

        Table table = (Table) dataset.inputs();
        assertThat(table.column("age")).get().isInstanceOf(NumberColumn.class);
        assertThat(table.column("town")).get().isInstanceOf(CategoryColumn.class);
        assertThat(((Numbers) dataset.targets()).values()).startsWith(1, 2.5, 4);
        assertThat(dataset.targets().because())
                .isEqualTo(
                        "regression: 'price' has 100 different numbers; --type 'price=category' makes it a classification");
        assertThat(dataset.describe())
                .startsWith("table.csv: 100 rows, 1 number and 1 category columns, a number, 1 … 149.5");
        assertThat(dataset.inputs().nameOf(0)).isEqualTo("row 1");
    }

    @Test
    void words_and_few_whole_numbers_are_classes() throws Exception {
        Path file = csv("x,stars,mood", i -> i * 0.5 + "," + i % 5 + "," + (i % 2 == 0 ? "good" : "bad"));

        Dataset stars = open(file, "stars");
        Dataset mood = open(file, "mood");

        assertThat(((Labels) stars.targets()).classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(stars.targets().because())
                .isEqualTo("classification: 'stars' is a whole number of 5 different values;"
                        + " --type 'stars=number' makes it a regression");
        assertThat(((Labels) mood.targets()).classes()).containsExactly("bad", "good");
        assertThat(mood.targets().because()).isEqualTo("classification: 'mood' is one of 2 words");
    }

    @Test
    void words_that_could_be_true_or_false_stay_as_they_are_written() throws Exception {
        Path file = csv(
                "x,member,flag,left",
                i -> i * 0.5 + "," + (i % 3 == 0 ? "y" : "n") + "," + (i % 2 == 0 ? "TRUE" : "FALSE") + ","
                        + (i % 4 == 0 ? "Yes" : "No"));

        Dataset dataset = open(file, "left");

        Table table = (Table) dataset.inputs();
        assertThat(((Labels) dataset.targets()).classes()).containsExactly("No", "Yes");
        assertThat(((CategoryColumn) table.column("member").orElseThrow()).levels())
                .containsExactly("n", "y");
        assertThat(((CategoryColumn) table.column("flag").orElseThrow()).levels())
                .containsExactly("FALSE", "TRUE");
    }

    @Test
    void what_the_user_says_of_a_column_holds() throws Exception {
        Path file = csv("x,zip,stars", i -> i * 0.5 + "," + (10_000 + i % 7) + "," + i % 5);
        Options options = Options.standard()
                .withTarget("stars")
                .withColumn("stars", ColumnKind.NUMBER)
                .withColumn("zip", ColumnKind.CATEGORY)
                .withColumn("x", ColumnKind.SKIP);

        Dataset dataset = Pantry.open(file.toString(), options);

        Table table = (Table) dataset.inputs();
        assertThat(dataset.targets()).isInstanceOf(Numbers.class);
        assertThat(((CategoryColumn) table.columns().get(0)).levels()).startsWith("10000", "10001");
        assertThat(table.skipped()).containsExactly(new SkippedColumn("x", "you said so"));
    }

    @Test
    void a_slip_of_the_pen_in_a_column_of_numbers_is_missing_and_listed() throws Exception {
        Dataset dataset = open(csv("x,y", i -> (i == 7 ? "seven" : i == 8 ? "" : "" + i * 0.5) + "," + i * 0.1), "y");

        NumberColumn x = (NumberColumn) ((Table) dataset.inputs()).columns().get(0);
        assertThat(x.missing()).isEqualTo(2);
        assertThat(x.values()).startsWith(0, 0.5, 1);
        assertThat(dataset.notes())
                .contains("column 'x' holds numbers; 1 cell that is none counts as missing: row 8 'seven'");
    }

    @Test
    void a_column_with_more_words_than_slips_is_a_category() throws Exception {
        Dataset dataset = open(csv("x,z,y", i -> i * 0.5 + "," + (i % 10 == 0 ? "none" : i % 4) + "," + i * 0.1), "y");

        assertThat(((Table) dataset.inputs()).column("z")).get().isInstanceOf(CategoryColumn.class);
    }

    @Test
    void infinities_and_nan_are_missing_and_counted() throws Exception {
        Dataset dataset = open(
                csv("x,y", i -> (i == 0 ? "inf" : i == 1 ? "-Infinity" : i == 2 ? "NaN" : "" + i) + "," + i * 0.1),
                "y");

        assertThat(((Table) dataset.inputs()).columns().get(0).missing()).isEqualTo(3);
        assertThat(dataset.notes().get(0)).contains("column 'x': 2 cells are infinite");
    }

    @Test
    void rows_without_a_target_are_left_out_and_counted() throws Exception {
        Dataset dataset = open(csv("x,y", i -> i * 0.5 + "," + (i < 3 ? "NA" : i == 3 ? "inf" : "" + i * 0.1)), "y");

        assertThat(dataset.size()).isEqualTo(96);
        assertThat(dataset.inputs().nameOf(0)).isEqualTo("row 5");
        assertThat(dataset.notes()).contains("4 rows are left out, for their target 'y' is missing");
    }

    @Test
    void lines_that_are_no_rows_are_listed_and_left_out() throws Exception {
        Dataset dataset = open(
                csv("x,z,y", i -> i == 4 ? "1" : i == 6 ? "1,2,3,4,5" : i + 0.5 + "," + i * i + "," + i * 0.1), "y");

        assertThat(dataset.size()).isEqualTo(98);
        assertThat(dataset.unreadable())
                .containsExactly(
                        new Unreadable("line 6", "1 cell where the header has 3"),
                        new Unreadable("line 8", "5 cells where the header has 3"));
        assertThat(dataset.inputs().nameOf(4)).isEqualTo("row 6");
        assertThat(dataset.inputs().nameOf(5)).isEqualTo("row 8");
    }

    @Test
    void words_among_numbers_are_kept_to_be_looked_at() throws Exception {
        Dataset dataset = open(csv("x,y", i -> (i % 25 == 3 ? "abc" : i) + "," + i * 0.1), "y");

        assertThat(((Table) dataset.inputs()).aside().slips())
                .containsExactly(
                        new Slips("x", 4, 100, List.of("row 4 'abc'", "row 29 'abc'", "row 54 'abc'", "row 79 'abc'")));
    }

    @Test
    void a_column_called_split_is_the_split() throws Exception {
        Path file = csv("x,Split,y", i -> i * 0.5 + "," + (i < 80 ? "train" : i < 90 ? "val" : "test") + "," + i * 0.1);

        Dataset dataset = open(file, "y");

        assertThat(dataset.split().describe()).isEqualTo("train 80, validation 10, test 10");
        assertThat(dataset.split().test()).startsWith(90);
        assertThat(dataset.split().origin()).isEqualTo("'Split' column");
        assertThat(((Table) dataset.inputs()).skipped())
                .containsExactly(new SkippedColumn("Split", "it says which split a row is in"));
        Dataset ours = Pantry.open(
                file.toString(), Options.standard().withTarget("y").withColumn("Split", ColumnKind.CATEGORY));
        assertThat(((Table) ours.inputs()).columns()).hasSize(2);
        assertThat(ours.split().describe()).isEqualTo("train 70, validation 15, test 15");
    }

    @Test
    void a_column_called_split_that_says_something_else_is_a_column() throws Exception {
        Dataset dataset =
                open(csv("x,split,y", i -> i * 0.5 + "," + (i % 2 == 0 ? "left" : "right") + "," + i * 0.1), "y");

        assertThat(((Table) dataset.inputs()).column("split")).isPresent();
    }

    @Test
    void columns_that_tell_nothing_are_skipped_with_the_reason() throws Exception {
        Dataset dataset = open(
                csv("id,currency,name,nothing,x,y", i -> i + ",EUR,person " + i + ",," + (i * 7) % 31 + "," + i * 0.1),
                "y");

        assertThat(((Table) dataset.inputs()).skipped())
                .containsExactly(
                        new SkippedColumn("id", "it counts the rows"),
                        new SkippedColumn("currency", "constant: every row is 'EUR'"),
                        new SkippedColumn("name", "identifiers or free text: 100 different values in 100 cells"),
                        new SkippedColumn("nothing", "it is empty"));
    }

    @Test
    void a_wrong_target_is_answered_with_the_closest_column() throws Exception {
        Path file = csv("age,town,price", i -> i + "," + town(i) + "," + i * 1.5);

        assertThatThrownBy(() -> open(file, "prise"))
                .isInstanceOf(MissingTarget.class)
                .hasMessage("""
            there is no column 'prise' to predict
              got       columns age, town, price
              expected  the name of one of them, letter for letter
              fix       --target 'price'""");
    }

    @Test
    void without_a_target_an_obvious_name_is_taken_or_the_user_is_asked() throws Exception {
        Dataset obvious = Pantry.open(csv("x,Label", i -> i * 0.5 + "," + i % 2).toString(), Options.standard());
        assertThat(obvious.targets().name()).isEqualTo("Label");

        Path file = csv("x,z", i -> i * 0.5 + "," + i % 2);
        assertThatThrownBy(() -> Pantry.open(file.toString(), Options.standard()))
                .isInstanceOf(NoTarget.class)
                .hasMessage("""
                    which column is to be predicted?
                      got       columns x, z
                      expected  the name of one of them
                      fix       --target 'z'""");
    }

    @Test
    void refuses_a_type_for_a_column_that_is_not_there() throws Exception {
        Path file = csv("x,y", i -> i * 0.5 + "," + i % 2);

        assertThatThrownBy(() -> Pantry.open(
                        file.toString(), Options.standard().withTarget("y").withColumn("X", ColumnKind.SKIP)))
                .isInstanceOf(UnknownColumn.class)
                .hasMessageContaining("fix       --type 'x=number'");
        assertThatThrownBy(() -> ColumnKind.parse("x=integer"))
                .isInstanceOf(BadColumnKind.class)
                .hasMessageContaining("got       x=integer");
        assertThat(ColumnKind.parse("a=b=category")).isEqualTo(Map.entry("a=b", ColumnKind.CATEGORY));
    }

    @Test
    void refuses_targets_with_nothing_to_learn() throws Exception {
        assertThatThrownBy(() -> open(csv("x,y", i -> i + ",3.5"), "y"))
                .isInstanceOf(EqualTargets.class)
                .hasMessage("""
            all targets are equal
              got       100 rows, 'y' is 3.5 in every one
              expected  a target that differs between rows
              fix       another --target""");
        assertThatThrownBy(() -> open(csv("x,y", i -> i + ",yes"), "y")).isInstanceOf(OneClass.class);
        assertThatThrownBy(() -> open(csv("x,y", i -> i * .5 + ",person " + i), "y"))
                .isInstanceOf(TooManyClasses.class);
        assertThatThrownBy(() -> open(csv("x,y", i -> i * .5 + ","), "y")).isInstanceOf(TooFewExamples.class);
        assertThatThrownBy(() -> open(csv("x,y", i -> "1," + i % 2), "y"))
                .isInstanceOf(NoColumns.class)
                .hasMessageContaining("column 'x' skipped: constant: every row is 1");
    }

    @Test
    void refuses_files_that_are_no_tables() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        Path header = Files.writeString(folder.resolve("header.csv"), "x,y\n");
        Path parquet = Files.writeString(folder.resolve("no.parquet"), "no parquet at all");
        Path bytes = Files.write(folder.resolve("bytes.csv"), new byte[] {'x', ',', 0, 1, 2});
        Path headless = write("headless.csv", "0,0", i -> i + "," + i * 0.1);

        assertThatThrownBy(() -> open(empty, "y"))
                .isInstanceOf(BadTable.class)
                .hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> open(header, "y")).isInstanceOf(TooFewExamples.class);
        assertThatThrownBy(() -> open(bytes, "y"))
                .isInstanceOf(BadTable.class)
                .hasMessageContaining("a zero byte at 2");
        assertThatThrownBy(() -> open(headless, "y"))
                .isInstanceOf(MissingTarget.class)
                .hasMessageContaining("got       columns column0, column1");
        assertThatThrownBy(() -> open(parquet, "y")).isInstanceOf(BadTable.class);
    }

    @Test
    void a_header_is_found_where_all_cells_are_words() throws Exception {
        Dataset dataset = open(csv("town,mood", i -> town(i) + "," + (i % 2 == 0 ? "good" : "bad")), "mood");

        assertThat(((Labels) dataset.targets()).classes()).containsExactly("bad", "good");
    }

    @Test
    void reads_quotes_semicolons_tabs_and_names_with_stars() throws Exception {
        Path semicolons =
                write("a*[1]?.csv", "x;\"the y\"", i -> i * 0.5 + ";\"" + (i % 2 == 0 ? "a;b" : "c\"\"d") + "\"");
        Path tabs = write("t.tsv", "x\ty", i -> i * 0.5 + "\t" + i % 2);

        assertThat(((Labels) open(semicolons, "the y").targets()).classes()).containsExactly("a;b", "c\"d");
        assertThat(open(tabs, "y").size()).isEqualTo(100);
    }

    @Test
    void what_is_not_utf_8_is_latin_1() throws Exception {
        String text = Files.readString(csv("town,y", i -> town(i) + "," + i * 0.1));
        Path file = Files.write(folder.resolve("l.csv"), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        Dataset dataset = open(file, "y");

        assertThat(((CategoryColumn) ((Table) dataset.inputs()).columns().get(0)).levels())
                .contains("Köln");
        assertThat(dataset.notes()).contains("the file is not UTF-8 and is read as Latin-1");
    }

    @Test
    void where_some_lines_are_utf_8_and_some_are_not_a_town_is_one_town() throws Exception {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes("town,y\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (int i = 0; i < 100; i++) {
            String line = (i % 3 == 0 ? "Ulm" : "K\u00f6ln") + "," + i * 0.1 + "\n";
            bytes.writeBytes(line.getBytes(
                    i < 50 ? java.nio.charset.StandardCharsets.UTF_8 : java.nio.charset.StandardCharsets.ISO_8859_1));
        }

        Dataset dataset = open(Files.write(folder.resolve("two.csv"), bytes.toByteArray()), "y");

        assertThat(((CategoryColumn) ((Table) dataset.inputs()).columns().get(0)).levels())
                .containsExactly("K\u00f6ln", "Ulm");
        assertThat(dataset.notes())
                .contains("the file is in two encodings: 33 cells are UTF-8 and are read so; write it anew in one");
    }

    @Test
    void a_line_that_is_a_whole_file_is_told_by_its_number() throws Exception {
        Path file = csv("x,y", i -> (i == 50 ? "z".repeat(2_100_000) : "w" + i % 3) + "," + i * 0.5);

        assertThatThrownBy(() -> open(file, "y"))
                .isInstanceOf(BadTable.class)
                .hasMessageContaining("got       line 52 is longer than 2,000,000 bytes")
                .hasMessageContaining("sed 52d table.csv > shorter.csv");
    }

    @Test
    void utf_16_is_said_to_be_that() throws Exception {
        Path file =
                Files.write(folder.resolve("u.csv"), "x,y\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_16));

        assertThatThrownBy(() -> open(file, "y"))
                .isInstanceOf(BadTable.class)
                .hasMessageContaining("got       UTF-16, by its first two bytes")
                .hasMessageContaining("iconv -f UTF-16 -t UTF-8 u.csv > utf8.csv");
    }

    @Test
    void many_cells_are_read_by_several_at_once_to_the_same_table() throws Exception {
        int rows = 30_000;
        StringBuilder text =
                new StringBuilder("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,aa,bb,cc,dd,ee,ff,gg,hh,y2\n");
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < 34; c++) {
                text.append(c % 3 == 0 ? "w" + (row * 7 + c) % 50 : row % 9 == 0 ? "" : String.valueOf(row + c))
                        .append(',');
            }
            text.append(row % 2).append('\n');
        }

        Table table = (Table)
                open(Files.writeString(folder.resolve("many.csv"), text), "y2").inputs();

        assertThat(table.columns()).hasSize(34);
        for (int c = 0; c < 34; c++) {
            for (int row = 0; row < rows; row += 1217) {
                assertThat(table.columns().get(c).text(row))
                        .isEqualTo(c % 3 == 0 ? "w" + (row * 7 + c) % 50 : row % 9 == 0 ? "" : String.valueOf(row + c));
            }
        }
    }

    @Test
    void lines_that_end_now_so_now_so_are_read_all_the_same() throws Exception {
        Path file = csv("x,y", i -> i % 37 + "," + i * 0.5 + (i < 50 ? "\r" : ""));

        Dataset dataset = open(file, "y");

        assertThat(dataset.size()).isEqualTo(100);
        assertThat(((Numbers) dataset.targets()).values()).startsWith(0, 0.5, 1).endsWith(49.5);
    }

    @Test
    void dates_are_days() throws Exception {
        Dataset dataset = open(csv("d,y", i -> "1970-01-%02d,%s".formatted(1 + i % 28, i * 0.1)), "y");

        assertThat(((NumberColumn) ((Table) dataset.inputs()).columns().get(0)).values())
                .startsWith(0, 1, 2);
        assertThat(dataset.notes()).contains("column 'd' holds dates: days since 1970-01-01");
    }

    @Test
    void parquet_is_the_same_table() throws Exception {
        Path csv = csv(
                "age,town,b,price", i -> i % 37 + "," + town(i) + "," + (i % 2 == 0) + "," + (i == 3 ? "" : i * 1.5));
        Path parquet = folder.resolve("table.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT *, [1, 2] AS list FROM read_csv('%s')) TO '%s'".formatted(csv, parquet));
        }

        Dataset fromCsv = open(csv, "price");
        Dataset fromParquet = open(parquet, "price");

        assertThat(texts(fromParquet)).isEqualTo(texts(fromCsv));
        assertThat(((Table) fromParquet.inputs()).skipped())
                .containsExactly(new SkippedColumn("list", "of type INTEGER[], neither number nor word"));
        assertThat(fromParquet.split()).isEqualTo(fromCsv.split());
    }

    private static List<String> texts(Dataset dataset) {
        return IntStream.range(0, dataset.size())
                .mapToObj(id -> ((Table) dataset.inputs())
                                .columns().stream()
                                        .map(column -> column.text(id))
                                        .toList()
                        + dataset.targets().text(id))
                .toList();
    }

    private static String town(int i) {
        return List.of("Bonn", "Köln", "Ulm").get(i % 3);
    }

    private Dataset open(Path file, String target) {
        return Pantry.open(file.toString(), Options.standard().withTarget(target));
    }

    private Path csv(String header, IntFunction<String> row) throws Exception {
        return write("table.csv", header, row);
    }

    private Path write(String name, String header, IntFunction<String> row) throws Exception {
        StringBuilder text = new StringBuilder(header).append('\n');
        IntStream.range(0, 100).forEach(i -> text.append(row.apply(i)).append('\n'));
        return Files.writeString(folder.resolve(name), text);
    }
}
