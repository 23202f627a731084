package io.souschef.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NotANumber;
import io.souschef.data.table.NumberColumn;
import io.souschef.data.table.NumberEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableEncodingTest {
    private static final double NONE = Double.NaN;

    @Test
    void a_number_is_its_distance_from_the_median_in_middle_halves_squeezed_into_three() {
        TableEncoding encoding = TableEncoding.fit(numbers(0, 1, 2, 3, 4), 0, 1, 2, 3, 4);

        // median 2, quartiles 1 and 3: z = (x − 2) / 2, then z / √(1 + (z / 3)²)
        assertThat(encoding.encode(Map.of("x", "2"))).containsExactly(0f);
        assertThat(encoding.encode(Map.of("x", "4"))[0]).isCloseTo((float) (1 / Math.sqrt(1 + 1 / 9.0)), within(1e-6f));
        assertThat(encoding.encode(Map.of("x", "1e30"))[0]).isCloseTo(3f, within(1e-6f));
        assertThat(encoding.encode(Map.of("x", "-1e308"))[0]).isCloseTo(-3f, within(1e-6f));
    }

    @Test
    void only_training_rows_are_looked_at() {
        Table table = new Table(
                List.of(
                        new NumberColumn("x", new double[] {0, 1, 2, 3, 4, 1e9, NONE}),
                        new CategoryColumn("c", new int[] {0, 0, 0, 0, 0, 1, -1}, List.of("a", "b"))),
                List.of(),
                IntStream.rangeClosed(1, 7).toArray());

        TableEncoding encoding = TableEncoding.fit(table, 0, 1, 2, 3, 4);

        assertThat(encoding.features()).containsExactly("x", "c = a", "c is another");
        assertThat(((NumberEncoding) encoding.columns().get(0)).median()).isEqualTo(2);
        assertThat(encoding.encode(table, 5)).containsExactly(3f, 0f, 1f);
        assertThat(encoding.encode(table, 6)).as("missing: the median, another").containsExactly(0f, 0f, 1f);
    }

    @Test
    void what_was_missing_in_training_has_an_input_of_its_own() {
        Table table = new Table(
                List.of(
                        new NumberColumn("x", new double[] {0, 1, NONE, 3}),
                        new CategoryColumn("c", new int[] {0, -1, 0, 1}, List.of("a", "b"))),
                List.of(),
                new int[] {1, 2, 3, 4});

        TableEncoding encoding = TableEncoding.fit(table, 0, 1, 2, 3);

        assertThat(encoding.features()).containsExactly("x", "x is missing", "c = a", "c is another", "c is missing");
        assertThat(encoding.encode(table, 2)).containsExactly(0, 1, 1, 0, 0);
        assertThat(encoding.encode(table, 1)[4]).isEqualTo(1);
    }

    @Test
    void rare_and_unseen_levels_share_an_input() {
        int[] codes = IntStream.range(0, 1000).map(i -> i < 9 ? 2 : i % 2).toArray();
        Table table = new Table(
                List.of(new CategoryColumn("c", codes, List.of("a", "b", "rare"))),
                List.of(),
                IntStream.rangeClosed(1, 1000).toArray());

        TableEncoding encoding =
                TableEncoding.fit(table, IntStream.range(0, 1000).toArray());

        assertThat(encoding.features()).containsExactly("c = a", "c = b", "c is another");
        assertThat(encoding.encode(Map.of("c", "rare"))).containsExactly(0, 0, 1);
        assertThat(encoding.encode(Map.of("c", "never seen"))).containsExactly(0, 0, 1);
    }

    @Test
    void a_column_whose_quartiles_are_equal_is_scaled_by_its_range() {
        TableEncoding encoding = TableEncoding.fit(numbers(0, 0, 0, 0, 0, 0, 0, 10), 0, 1, 2, 3, 4, 5, 6, 7);

        assertThat(((NumberEncoding) encoding.columns().get(0)).scale()).isEqualTo(5);
        assertThat(TableEncoding.fit(numbers(4, 4), 0, 1).encode(Map.of("x", "9")))
                .containsExactly(0f);
    }

    @Test
    void is_the_same_after_a_trip_through_json() {
        Table table = new Table(
                List.of(
                        new NumberColumn("x", new double[] {0.1, 1 / 3.0, NONE, 3}),
                        new CategoryColumn("c", new int[] {0, -1, 0, 1}, List.of("ä \"", "b"))),
                List.of(),
                new int[] {1, 2, 3, 4});
        TableEncoding encoding = TableEncoding.fit(table, 0, 1, 2, 3);

        assertThat(TableEncoding.fromJson(encoding.toJson())).isEqualTo(encoding);
        assertThatThrownBy(() -> TableEncoding.fromJson("{\"columns\": 3}")).isInstanceOf(BadEncoding.class);
        assertThatThrownBy(() -> TableEncoding.fromJson("{}")).isInstanceOf(BadEncoding.class);
    }

    @Test
    void a_row_as_text_is_encoded_as_the_row_of_the_table() {
        Table table = new Table(
                List.of(
                        new NumberColumn("x", new double[] {0.1, 1 / 3.0, NONE, 3}),
                        new CategoryColumn("c", new int[] {0, -1, 0, 1}, List.of("a", "b"))),
                List.of(),
                new int[] {1, 2, 3, 4});
        TableEncoding encoding = TableEncoding.fit(table, 0, 1, 2, 3);

        float[] all = encoding.encode(table, new int[] {0, 1, 2, 3});
        for (int id = 0; id < 4; id++) {
            Map<String, String> row = Map.of(
                    "x",
                    table.columns().get(0).text(id),
                    "c",
                    table.columns().get(1).text(id));
            assertThat(encoding.encode(row)).isEqualTo(encoding.encode(table, id));
            assertThat(Arrays.copyOfRange(all, id * 5, id * 5 + 5)).isEqualTo(encoding.encode(table, id));
        }
    }

    @Test
    void says_which_column_is_missing_or_wrong() {
        TableEncoding encoding = TableEncoding.fit(numbers(0, 1, 2), 0, 1, 2);

        assertThatThrownBy(() -> encoding.encode(Map.of("y", "1")))
                .isInstanceOf(MissingColumn.class)
                .hasMessageStartingWith("column 'x' is missing\n  got       columns y");
        assertThatThrownBy(() -> encoding.encode(Map.of("x", "many")))
                .isInstanceOf(NotANumber.class)
                .hasMessageStartingWith("column 'x' should hold numbers\n  got       'many'");
    }

    private static Table numbers(double... values) {
        return new Table(
                List.of(new NumberColumn("x", values)),
                List.of(),
                IntStream.rangeClosed(1, values.length).toArray());
    }
}
