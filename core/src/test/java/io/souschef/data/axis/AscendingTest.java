package io.souschef.data.axis;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AscendingTest {
    private static final int MANY = 50_000;

    private static double[] librarys(double... values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    @Test
    void many_numbers_are_in_the_order_of_the_library() {
        RandomStream random = RandomStream.of(1, "numbers");
        double[] anyBits = IntStream.range(0, MANY)
                .mapToDouble(i -> Double.longBitsToDouble(random.bits(i)))
                .toArray();
        double[] whole =
                IntStream.range(0, MANY).mapToDouble(i -> random.bits(i) % 1000).toArray();
        double[] ends = {
            0.0,
            -0.0,
            Double.NaN,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        double[] mixed = DoubleStream.concat(DoubleStream.of(ends), DoubleStream.of(anyBits))
                .toArray();
        for (double[] values : new double[][] {anyBits, whole, mixed}) {
            double[] before = values.clone();
            assertThat(Ascending.known(values)).containsExactly(librarys(values));
            assertThat(Ascending.known(Arrays.stream(values))).containsExactly(librarys(values));
            assertThat(values).containsExactly(before);
        }
    }

    @Test
    void few_none_and_equal_ones() {
        assertThat(Ascending.known(3, Double.NaN, 1, 2)).containsExactly(1, 2, 3);
        assertThat(Ascending.known()).isEmpty();
        double[] equal = new double[MANY];
        Arrays.fill(equal, -7);
        assertThat(Ascending.known(equal)).containsExactly(equal);
    }

    @Test
    void places_are_in_the_order_of_their_keys_and_equal_keys_keep_theirs() {
        RandomStream random = RandomStream.of(2, "keys");
        long[] keys = LongStream.range(0, MANY)
                .map(i -> i % 3 == 0 ? random.bits(i) : random.bits(i) % 100)
                .toArray();
        int[] expected = IntStream.range(0, MANY)
                .boxed()
                .sorted(Comparator.comparingLong(i -> keys[i]))
                .mapToInt(i -> i)
                .toArray();
        assertThat(Ascending.order(keys)).containsExactly(expected);
        assertThat(Ascending.order(new long[0])).isEmpty();
    }
}
