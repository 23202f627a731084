package io.souschef.data.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceSearchTest {
    private static final int SIZE = 1500;

    @Test
    void a_planted_part_of_two_conditions_is_found_by_name() {
        for (int seed = 0; seed < 5; seed++) {
            Made made = new Made(seed);
            int town = 2;
            double[] losses = made.losses(row -> made.towns[row] == town && made.size[row] > 0.5 ? 0.6 : 0.08);

            List<Slice> slices = SliceSearch.worst(made.columns(), losses, new int[SIZE], seed);

            assertThat(slices).as("seed %d", seed).isNotEmpty();
            assertThat(slices.get(0).text())
                    .as("seed %d", seed)
                    .contains("town is Ulm", "size")
                    .contains(" and ");
            assertThat(slices.get(0).probability()).as("seed %d", seed).isLessThan(0.01);
            assertThat(slices.get(0).mean())
                    .as("seed %d", seed)
                    .isGreaterThan(3 * slices.get(0).expected());
        }
    }

    /** Forty sound data sets: at 1 % of each, none is expected and two are possible. */
    @Test
    void where_nothing_is_wrong_nothing_is_found() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            Made made = new Made(seed);
            List<Slice> slices = SliceSearch.worst(made.columns(), made.losses(row -> 0.1), new int[SIZE], seed);
            found += slices.stream().anyMatch(slice -> slice.probability() < 0.01) ? 1 : 0;
        }

        assertThat(found).isLessThanOrEqualTo(2);
    }

    @Test
    void a_part_is_not_bad_for_holding_a_difficult_class() {
        for (int seed = 0; seed < 5; seed++) {
            Made made = new Made(seed);
            int[] kinds = IntStream.range(0, SIZE)
                    .map(row -> made.size[row] > 0.7 ? 1 : 0)
                    .toArray();
            double[] losses = made.losses(row -> kinds[row] == 1 ? 0.4 : 0.05);

            List<Slice> with = SliceSearch.worst(made.columns(), losses, kinds, seed);
            List<Slice> without = SliceSearch.worst(made.columns(), losses, new int[SIZE], seed);

            assertThat(with).as("seed %d", seed).noneMatch(slice -> slice.probability() < 0.005);
            assertThat(without.get(0).probability()).as("seed %d", seed).isLessThan(0.005);
            assertThat(without.get(0).text()).as("seed %d", seed).contains("size");
        }
    }

    @Test
    void what_chance_gives_is_told_beside_a_part() {
        Made made = new Made(0);
        double[] losses = made.losses(row -> made.towns[row] == 2 && made.size[row] > 0.5 ? 0.6 : 0.1);

        Slice worst =
                SliceSearch.worst(made.columns(), losses, new int[SIZE], 0).get(0);

        double deviation = Math.sqrt(worst.expected() * (1 - worst.expected()) / worst.size());
        double few = Math.sqrt(1 - worst.size() / (SIZE / 2.0)); // drawn without putting back
        assertThat(worst.high()).isCloseTo(worst.expected() + 1.96 * deviation * few, within(0.02));
        assertThat(worst.low()).isCloseTo(worst.expected() - 1.96 * deviation * few, within(0.02));
        assertThat(worst.mean()).isGreaterThan(worst.high());
    }

    /** Of healthy parts 95 of 100 lie within what chance gives: 40 data sets of up to eight. */
    @Test
    void the_range_of_chance_holds_healthy_parts() {
        int all = 0;
        int outside = 0;
        for (int seed = 0; seed < 40; seed++) {
            Made made = new Made(seed);
            for (Slice slice : SliceSearch.worst(made.columns(), made.losses(row -> 0.1), new int[SIZE], seed)) {
                all++;
                outside += slice.mean() < slice.low() || slice.mean() > slice.high() ? 1 : 0;
            }
        }

        assertThat((double) outside / all).as("of %d", all).isBetween(0.005, 0.08);
    }

    @Test
    void errors_of_numbers_are_compared_by_rank() {
        Made made = new Made(1);
        double[] losses = IntStream.range(0, SIZE)
                .mapToDouble(row -> Math.abs(made.random.gaussian(9L * row)) * (made.towns[row] == 0 ? 3 : 1))
                .toArray();
        losses[7] = 1e12; // one that would decide a mean

        List<Slice> slices = SliceSearch.worst(made.columns(), losses, new int[SIZE], 1);

        assertThat(slices.get(0).text()).startsWith("town is Bonn");
        assertThat(slices.get(0).probability()).isLessThan(0.01);
    }

    @Test
    void what_is_missing_is_a_part_too() {
        Made made = new Made(3);
        double[] losses = made.losses(row -> row % 10 == 0 ? 0.6 : 0.1);
        for (int row = 0; row < SIZE; row += 10) {
            made.weight[row] = Double.NaN;
        }

        assertThat(SliceSearch.worst(made.columns(), losses, new int[SIZE], 3)
                        .get(0)
                        .text())
                .isEqualTo("weight is missing");
    }

    @Test
    void the_same_seed_gives_the_same_parts() {
        Made made = new Made(4);
        double[] losses = made.losses(row -> made.size[row] > 0.6 ? 0.3 : 0.1);

        List<String> once = texts(SliceSearch.worst(made.columns(), losses, new int[SIZE], 4));

        assertThat(texts(SliceSearch.worst(made.columns(), losses, new int[SIZE], 4)))
                .isEqualTo(once);
    }

    private static List<String> texts(List<Slice> slices) {
        return slices.stream().map(slice -> slice.text() + slice.probability()).toList();
    }

    /** Ten columns of noise, among them a size from 0 to 1, a weight and a town. */
    static final class Made {
        final RandomStream random;
        final double[] size = new double[SIZE];
        final double[] weight = new double[SIZE];
        final int[] towns = new int[SIZE];

        Made(int seed) {
            random = RandomStream.of(seed, "slices by hand");
            for (int row = 0; row < SIZE; row++) {
                size[row] = random.named("size").uniform(row);
                weight[row] = random.named("weight").gaussian(row);
                towns[row] = random.named("town").below(row, 4);
            }
        }

        List<Column> columns() {
            List<Column> columns = new ArrayList<>(List.of(
                    new NumberColumn("size", size),
                    new NumberColumn("weight", weight),
                    new CategoryColumn("town", towns, List.of("Bonn", "Köln", "Ulm", "Hof"))));
            for (int c = 0; c < 7; c++) {
                RandomStream own = random.named("noise " + c);
                columns.add(new NumberColumn(
                        "noise " + c,
                        IntStream.range(0, SIZE).mapToDouble(own::gaussian).toArray()));
            }
            return columns;
        }

        /** One with this probability, else zero. */
        double[] losses(IntToDoubleFunction probability) {
            RandomStream own = random.named("losses");
            return IntStream.range(0, SIZE)
                    .mapToDouble(row -> own.uniform(row) < probability.applyAsDouble(row) ? 1 : 0)
                    .toArray();
        }
    }
}
