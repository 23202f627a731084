package io.souschef.data.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HiddenCodesTest {
    private static final int SIZE = 600;

    @Test
    void zeros_far_from_all_others_are_codes() {
        Random random = new Random(1);
        double[] pressure = column(i -> i % 20 == 0 ? 0 : Math.rint(72 + 12 * random.nextGaussian()));

        List<HiddenCodes.Code> codes = HiddenCodes.of(List.of(pressure), List.of());

        assertThat(codes).singleElement().satisfies(code -> {
            assertThat(code.value()).isZero();
            assertThat(code.count()).isEqualTo(30);
            assertThat(code.why()).startsWith("nothing between it and ");
        });
    }

    @Test
    void nines_and_a_lonely_minus_one_are_codes() {
        Random random = new Random(2);
        double[] nines = column(i -> i == 7 ? -999 : 20 + 5 * random.nextGaussian());
        double[] minus = column(i -> i % 50 == 0 ? -1 : random.nextInt(40));
        double[] scale = column(i -> i % 40 == 0 ? 99 : 1 + random.nextInt(5));

        assertThat(HiddenCodes.of(List.of(nines, minus, scale), List.of()))
                .extracting(HiddenCodes.Code::value)
                .containsExactly(-999.0, -1.0, 99.0);
    }

    /** As in Pima's "insu": no gap to speak of, but its rows are no lighter than others. */
    @Test
    void zeros_near_the_rest_are_codes_if_their_rows_are_like_all_others() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            double[] weight = column(i -> 75 + 12 * random.nextGaussian());
            double[] fold = column(i -> Math.max(7, Math.rint(0.8 * (weight[i] - 40) + 6 * random.nextGaussian())));
            double[] honest = fold.clone();
            for (int i = 0; i < SIZE; i += 3) {
                fold[i] = 0;
            }
            assertThat(HiddenCodes.of(List.of(fold), List.of(weight)))
                    .as("seed %d", seed)
                    .singleElement()
                    .satisfies(code -> assertThat(code.why()).startsWith("its rows are like all others"));
            assertThat(HiddenCodes.of(List.of(honest), List.of(weight)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void honest_zeros_are_none() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(100 + seed);
            double[] children = column(i -> Math.floor(-2 * Math.log(1 - random.nextDouble())));
            double[] gain = column(i -> random.nextDouble() < 0.9 ? 0 : Math.exp(7 + random.nextGaussian()));
            double[] clipped = column(i -> Math.max(0, 1 + random.nextGaussian()));
            double[] age = column(i -> 40 + 4 * children[i] + 10 * random.nextGaussian());
            double[] income = column(i -> 1000 * (3 + random.nextGaussian()) + (gain[i] > 0 ? 2000 : 0));

            assertThat(HiddenCodes.of(List.of(children, gain, clipped, age, income), List.of()))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void few_rows_few_values_and_nothing_at_all_are_passed_over() {
        assertThat(HiddenCodes.of(List.of(new double[0]), List.of())).isEmpty();
        assertThat(HiddenCodes.of(List.of(column(i -> Double.NaN)), List.of())).isEmpty();
        assertThat(HiddenCodes.of(List.of(column(i -> i % 2)), List.of())).isEmpty();
        assertThat(HiddenCodes.of(List.of(new double[] {0, 0, 50, 51, 52, 53, 54}), List.of()))
                .isEmpty();
    }

    private static double[] column(IntToDoubleFunction of) {
        double[] values = new double[SIZE];
        Arrays.setAll(values, of);
        return values;
    }
}
