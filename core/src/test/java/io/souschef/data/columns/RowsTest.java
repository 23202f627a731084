package io.souschef.data.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drift between splits, the order of rows, rows unlike all others. */
class RowsTest {
    private static final int SIZE = 400;
    private static final int[] IDS = IntStream.range(0, SIZE).toArray();
    private static final int[] EVEN = Arrays.stream(IDS).filter(i -> i % 2 == 0).toArray();
    private static final int[] ODD = Arrays.stream(IDS).filter(i -> i % 2 == 1).toArray();

    @Test
    void splits_of_one_kind_differ_by_chance_alone() {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            alarms += Drift.between(EVEN, ODD, columns(seed)).get(0).probability() < 0.05 ? 1 : 0;
        }
        assertThat(alarms).as("of 200, at 5 %").isLessThanOrEqualTo(18);
    }

    @Test
    void what_differs_between_splits_comes_first_numbers_words_and_gaps() {
        List<Column> columns = new ArrayList<>(columns(1));
        double[] shifted = noise(new Random(2));
        double[] gaps = noise(new Random(3));
        int[] codes = new int[SIZE];
        Arrays.stream(ODD).forEach(i -> {
            shifted[i] += 1;
            gaps[i] = i % 3 == 0 ? Double.NaN : gaps[i];
            codes[i] = i % 5 == 0 ? 0 : 1;
        });
        columns.add(new NumberColumn("shifted", shifted));
        columns.add(new NumberColumn("gaps", gaps));
        columns.add(new CategoryColumn("site", codes, List.of("A", "B")));

        assertThat(Drift.between(EVEN, ODD, columns))
                .filteredOn(drift -> drift.probability() < 0.001)
                .extracting(Drift::column)
                .containsExactlyInAnyOrder("site", "shifted", "gaps (missing)");
    }

    @Test
    void a_random_order_says_nothing() {
        int alarms = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            RowOrder order = RowOrder.of(List.of(noise(random), noise(random), noise(random)), seed);
            alarms += Arrays.stream(order.probability()).min().orElse(1) < 0.05 ? 1 : 0;
        }
        assertThat(alarms).as("of 100, at 5 %").isLessThanOrEqualTo(12);
    }

    @Test
    void neighbours_that_follow_one_another_are_found() {
        Random random = new Random(5);
        double[] walk = new double[SIZE + 1];
        for (int i = 1; i <= SIZE; i++) {
            walk[i] = 0.9 * walk[i - 1] + random.nextGaussian();
        }
        double[] pairs = new double[2 * SIZE];
        System.arraycopy(walk, 0, pairs, 0, SIZE);
        System.arraycopy(walk, 1, pairs, SIZE, SIZE);

        RowOrder order = RowOrder.of(List.of(pairs, noise(new Random(6), 2 * SIZE)), 1);

        assertThat(order.correlation()[0]).isGreaterThan(0.7);
        assertThat(order.probability()[0]).isLessThan(0.01);
        assertThat(order.probability()[1]).isGreaterThan(0.01);
        assertThat(RowOrder.places(10, 100, 1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(RowOrder.places(0, 100, 1)).isEmpty();
    }

    @Test
    void a_row_that_is_rare_by_two_columns_together_is_the_furthest_with_one_of_their_names() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] height = noise(random);
            double[] weight = Arrays.stream(height)
                    .map(h -> h + 0.2 * random.nextGaussian())
                    .toArray();
            height[17] = 1.3;
            weight[17] = -1.3;
            List<Column> columns = List.of(
                    new NumberColumn("height", height),
                    new NumberColumn("weight", weight),
                    new NumberColumn("z", noise(random)));

            JointOutliers first = JointOutliers.of(columns, IDS).get(0);

            assertThat(first.id()).as("seed %d", seed).isEqualTo(17);
            assertThat(first.column()).as("seed %d", seed).isBetween(0, 1);
        }
    }

    private static List<Column> columns(int seed) {
        Random random = new Random(seed);
        return List.of(
                new NumberColumn("x", noise(random)),
                new NumberColumn("y", noise(random)),
                new CategoryColumn(
                        "c", Arrays.stream(IDS).map(i -> random.nextInt(3)).toArray(), List.of("a", "b", "c")));
    }

    private static double[] noise(Random random) {
        return noise(random, SIZE);
    }

    private static double[] noise(Random random, int count) {
        return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
    }
}
