package io.souschef.data.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.table.CategoryColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitsTest {
    private static final int SIZE = 500;

    @Test
    void some_rows_in_another_unit_are_found_with_the_unit() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] weight = numbers(random, 75, 12);
            double[] height = numbers(random, 170, 9);
            double[] fever = numbers(random, 37, 0.6);
            double[] inches = mixed(height, i -> i % 20 == 0, 1 / 2.54, 0);
            double[] fahrenheit = mixed(fever, i -> i % 3 == 0, 1.8, 32);
            double[] grams = mixed(weight, i -> i % 10 == 0, 1000, 0);

            found += is("inches and centimetres", UnitMixture.in(inches, List.of(weight)));
            found += is("degrees Celsius and Fahrenheit", UnitMixture.in(fahrenheit, List.of(weight)));
            found += is("a factor of 1000, as kilograms and grams", UnitMixture.in(grams, List.of(height)));
        }
        assertThat(found)
                .as("of 120; the others look like another kind of things by chance")
                .isGreaterThanOrEqualTo(117);
    }

    @Test
    void one_heap_and_heavy_tails_are_one_unit() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(200 + seed);
            for (double[] sound : List.of(
                    numbers(random, 0, 1),
                    numbers(random, 170, 9),
                    IntStream.range(0, SIZE)
                            .mapToDouble(i -> random.nextDouble())
                            .toArray(),
                    IntStream.range(0, SIZE)
                            .mapToDouble(i -> Math.exp(2 * random.nextGaussian()))
                            .toArray(),
                    IntStream.range(0, SIZE).mapToDouble(i -> random.nextInt(5)).toArray(),
                    IntStream.range(0, SIZE)
                            .mapToDouble(i -> 1 + 999 * random.nextInt(2))
                            .toArray())) {
                assertThat(UnitMixture.in(sound, List.of())).as("seed %d", seed).isEmpty();
            }
        }
    }

    /** Short petals are a third of long ones, but their flowers differ in width, too. */
    @Test
    void two_kinds_of_things_are_no_two_units() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(300 + seed);
            double[] length = new double[SIZE];
            double[] width = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                double scale = i % 3 == 0 ? 1 : 1 / 0.3048;
                length[i] = scale * (1.5 + 0.15 * random.nextGaussian());
                width[i] = (i % 3 == 0 ? 2 : 3.4) + 0.3 * random.nextGaussian();
            }
            assertThat(UnitMixture.in(length, List.of(width)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void units_behind_numbers_are_counted() {
        assertThat(UnitWords.of(words("70 kg", "154 lb", "81.5kg", "1,200 g")))
                .isEqualTo(Map.of("kg", 2, "lb", 1, "g", 1));
        assertThat(UnitWords.of(words("$12", "$ 3,000"))).isEqualTo(Map.of("$", 2));
        assertThat(UnitWords.of(words("12A", "13B", "14C"))).as("house numbers").isEmpty();
        assertThat(UnitWords.of(words("12", "13", "word"))).isEmpty();
    }

    private static int is(String conversion, Optional<UnitMixture.Mixture> mixture) {
        return mixture.filter(one -> one.conversion().equals(conversion)).isPresent() ? 1 : 0;
    }

    private static CategoryColumn words(String... cells) {
        return new CategoryColumn("c", IntStream.range(0, cells.length).toArray(), Arrays.asList(cells));
    }

    private static double[] numbers(Random random, double mean, double deviation) {
        return IntStream.range(0, SIZE)
                .mapToDouble(i -> mean + deviation * random.nextGaussian())
                .toArray();
    }

    private static double[] mixed(double[] values, IntPredicate which, double factor, double offset) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> which.test(i) ? factor * values[i] + offset : values[i])
                .toArray();
    }
}
