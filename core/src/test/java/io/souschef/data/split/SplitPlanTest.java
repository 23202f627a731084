package io.souschef.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.source.RowNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPlanTest {
    @Test
    void every_class_has_its_share_in_every_part() {
        Labels labels = labels(1000, 0.7, 0.2, 0.1);

        Split split = SplitPlan.standard(1).complete(Optional.empty(), numbered(1000), labels);

        assertThat(labels.counts(split.train())).containsExactly(490, 140, 70);
        assertThat(labels.counts(split.validation())).containsExactly(105, 30, 15);
        assertThat(labels.counts(split.test())).containsExactly(105, 30, 15);
    }

    @Test
    void the_parts_are_all_there_is_and_do_not_overlap() {
        Split split = SplitPlan.standard(1).complete(Optional.empty(), numbered(999), labels(999, 0.5, 0.5));

        assertThat(Stream.of(split.train(), split.validation(), split.test())
                        .flatMapToInt(Arrays::stream)
                        .distinct()
                        .count())
                .isEqualTo(999);
    }

    @Test
    void numbers_are_spread_alike() {
        double[] values =
                IntStream.range(0, 1000).mapToDouble(i -> Math.exp(i / 100.0)).toArray();

        Split split = SplitPlan.standard(1).complete(Optional.empty(), numbered(1000), new Numbers(values, "price"));

        for (int bin = 0; bin < 10; bin++) {
            int from = bin * 100;
            assertThat(Arrays.stream(split.test())
                            .filter(id -> id >= from && id < from + 100)
                            .count())
                    .isEqualTo(15);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equal_images_stay_on_one_side(long seed) {
        byte[][] pixels = IntStream.range(0, 300)
                .mapToObj(i -> new byte[] {(byte) (i % 100), (byte) (i % 100 >> 4)})
                .toArray(byte[][]::new);
        Images images = Images.unscaled(1, 1, 2, pixels, new RowNames("x", 300));

        Split split = SplitPlan.standard(seed).complete(Optional.empty(), images, labels(300, 0.5, 0.5));

        Map<Integer, String> side = new HashMap<>();
        for (Map.Entry<String, int[]> part : Map.of(
                        "train", split.train(), "validation", split.validation(), "test", split.test())
                .entrySet()) {
            for (int id : part.getValue()) {
                assertThat(side.putIfAbsent(id % 100, part.getKey())).isIn(null, part.getKey());
            }
        }
        assertThat(split.origin()).contains("exact duplicates kept on one side: 200");
        assertThat(split.test().length).as("seed %d", seed).isBetween(40, 50);
    }

    @Test
    void a_class_with_a_single_example_is_trained_on() {
        int[] values = new int[100];
        values[42] = 1;

        Split split = SplitPlan.standard(7)
                .complete(Optional.empty(), numbered(100), new Labels(values, List.of("many", "one")));

        assertThat(split.train()).contains(42);
    }

    @Test
    void another_seed_is_another_split_and_the_same_seed_the_same() {
        Labels labels = labels(200, 0.5, 0.5);
        Split split = SplitPlan.standard(1).complete(Optional.empty(), numbered(200), labels);

        assertThat(SplitPlan.standard(1).complete(Optional.empty(), numbered(200), labels))
                .isEqualTo(split);
        assertThat(SplitPlan.standard(2).complete(Optional.empty(), numbered(200), labels))
                .isNotEqualTo(split);
    }

    @Test
    void refuses_too_few_examples() {
        assertThatThrownBy(() -> SplitPlan.standard(1).complete(Optional.empty(), numbered(2), labels(2, 0.5, 0.5)))
                .isInstanceOf(TooFewExamples.class)
                .hasMessageContaining("got       2 examples; none is left to validate on");
    }

    /** Images that are all different. */
    private static Images numbered(int n) {
        byte[][] pixels = IntStream.range(0, n)
                .mapToObj(i -> new byte[] {(byte) i, (byte) (i >> 8)})
                .toArray(byte[][]::new);
        return Images.unscaled(1, 1, 2, pixels, new RowNames("x", n));
    }

    private static Labels labels(int n, double... shares) {
        int[] values = new int[n];
        int from = 0;
        for (int k = 0; k < shares.length; k++) {
            int to = from + (int) Math.round(shares[k] * n);
            Arrays.fill(values, Math.min(from, n), Math.min(to, n), k);
            from = to;
        }
        return new Labels(
                values,
                IntStream.range(0, shares.length).mapToObj(k -> "class " + k).toList());
    }
}
