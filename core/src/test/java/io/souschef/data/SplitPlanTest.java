package io.souschef.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPlanTest {
    @TempDir
    Path folder;

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

        assertThat(java.util.stream.Stream.of(split.train(), split.validation(), split.test())
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
                .complete(Optional.empty(), numbered(100), new Labels(values, java.util.List.of("many", "one")));

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

    @Test
    void a_split_is_written_and_read_back() {
        Split split = new Split(new int[] {3, 0}, new int[] {1}, new int[] {2}, "by \"hand\"");
        Path file = folder.resolve("split.json");

        split.write(file);

        assertThat(Split.read(file)).isEqualTo(split);
        assertThat(folder.toFile().list()).containsExactly("split.json");
    }

    @Test
    void refuses_a_file_that_is_no_split() throws Exception {
        Path file = Files.writeString(folder.resolve("split.json"), "{\"origin\": \"x\", \"train\": [1, \"two\"]}");

        assertThatThrownBy(() -> Split.read(file))
                .isInstanceOf(BadSplit.class)
                .hasMessageContaining("got       \"train\" holds \"two\"");
        assertThatThrownBy(() -> Split.read(Files.writeString(file, "{"))).isInstanceOf(BadSplit.class);
        assertThatThrownBy(() -> Split.read(folder.resolve("none"))).isInstanceOf(NotFound.class);
        assertThatThrownBy(
                        () -> new Split(new int[0], new int[0], new int[0], "").write(folder.resolve("no/split.json")))
                .isInstanceOf(CannotWrite.class)
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void an_example_is_in_one_place_only() {
        Split twice = new Split(new int[] {0, 1}, new int[] {1}, new int[0], "wrong");

        assertThatThrownBy(() -> twice.checkWithin(3)).hasMessage("example 1 is in two places of the split");
        assertThatThrownBy(() -> twice.checkWithin(1)).hasMessage("example 1 of 1 in the split");
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
