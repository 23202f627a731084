package io.souschef.data.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EqualColumnsTest {
    private static final int SIZE = 300;
    private static final int[] IDS = IntStream.range(0, SIZE).toArray();
    private final double[] x = values(1);
    private final double[] noise = values(3);

    @Test
    void a_copy_another_unit_and_another_sign_are_found() {
        List<EqualColumns.Pair> pairs = EqualColumns.of(
                List.of(
                        column("x", i -> x[i]),
                        column("copy", i -> x[i]),
                        new NumberColumn("z", values(2)),
                        column("inches", i -> x[i] / 2.54),
                        column("less", i -> 32 - 1.8 * x[i])),
                IDS);

        assertThat(pairs)
                .containsExactlyInAnyOrder(
                        new EqualColumns.Pair("x", "copy", "equal"),
                        new EqualColumns.Pair("x", "inches", "0.3937 · 'x'"),
                        new EqualColumns.Pair("x", "less", "-1.8 · 'x' + 32"));
    }

    @Test
    void words_by_other_names_are_the_same() {
        int[] codes = Arrays.stream(IDS).map(i -> new Random(i).nextInt(3)).toArray();
        CategoryColumn words = new CategoryColumn("grade", codes, List.of("low", "middle", "high"));
        NumberColumn number = column("level", i -> new double[] {3, 1, 2}[codes[i]]);
        int[] others = codes.clone();
        others[7] = (others[7] + 1) % 3;
        CategoryColumn nearly = new CategoryColumn("nearly", others, List.of("a", "b", "c"));

        assertThat(EqualColumns.of(List.of(words, number, nearly), IDS))
                .containsExactly(new EqualColumns.Pair("grade", "level", "the same by other names"));
    }

    @Test
    void what_is_only_close_is_another_column() {
        assertThat(EqualColumns.of(
                        List.of(
                                column("x", i -> x[i]),
                                column("near", i -> x[i] + 0.1 * noise[i]),
                                column("gap", i -> i == 5 ? Double.NaN : x[i]),
                                column("id", i -> i),
                                column("constant", i -> 4)),
                        IDS))
                .isEmpty();
    }

    @Test
    void the_largest_number_there_is_as_a_mark_of_what_is_missing_makes_two_columns_no_one() {
        double[] others = values(2);

        assertThat(EqualColumns.of(
                        List.of(
                                column("x", i -> i == 7 ? Double.MAX_VALUE : x[i]),
                                column("y", i -> i == 9 ? Double.MAX_VALUE : others[i])),
                        IDS))
                .isEmpty();
    }

    @Test
    void among_very_many_columns_they_are_found_too() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 1000; c++) {
            double[] values = values(10 + c);
            columns.add(column("c" + c, i -> values[i]));
        }
        double[] first = ((NumberColumn) columns.get(17)).values();
        columns.add(column("again", i -> 3 * first[i]));

        assertThat(EqualColumns.of(columns, IDS)).containsExactly(new EqualColumns.Pair("c17", "again", "3 · 'c17'"));
    }

    private static double[] values(int seed) {
        Random random = new Random(seed);
        return IntStream.range(0, SIZE).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private static NumberColumn column(String name, IntToDoubleFunction of) {
        return new NumberColumn(name, Arrays.stream(IDS).mapToDouble(of).toArray());
    }
}
