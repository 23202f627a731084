package io.souschef.data.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortcutsTest {
    private static final int SIZE = 400;
    private static final int[] IDS = IntStream.range(0, SIZE).toArray();

    @Test
    void a_planted_shortcut_is_found_first_and_is_no_luck() {
        int[] labels = labels(0.5, 1);
        Axis planted = axis("brightness", i -> labels[i] + 0.3 * noise(i, 2));

        List<Shortcut> shortcuts =
                Shortcuts.of(classes(labels), IDS, List.of(axis("ink", i -> noise(i, 3)), planted), 1337);

        assertThat(shortcuts.get(0).axis().name()).isEqualTo("brightness");
        // two normals of σ 0.3 whose means lie 1 apart: Φ(0.5 / 0.3) = 0.952 are on their side
        assertThat(shortcuts.get(0).accuracy()).isCloseTo(0.952, within(0.04));
        assertThat(shortcuts.get(0).lift()).isCloseTo(0.904, within(0.08));
        assertThat(shortcuts.get(0).probability()).isEqualTo(0.001);
        assertThat(shortcuts.get(1).probability()).isGreaterThan(0.05);
    }

    @Test
    void ninety_to_ten_labels_and_a_property_that_tells_nothing_are_silent() {
        Shortcut shortcut = Shortcuts.of(classes(labels(0.1, 4)), IDS, List.of(axis("ink", i -> noise(i, 5))), 1)
                .get(0);

        assertThat(shortcut.chance())
                .as("not 0.9: the rare class counts as much")
                .isEqualTo(0.5);
        assertThat(shortcut.lift()).isLessThan(0.15);
        assertThat(shortcut.probability()).isGreaterThan(0.05);
    }

    @Test
    void a_rare_class_that_is_told_apart_is_found_though_it_is_rare() {
        int[] labels = labels(0.1, 6);

        assertThat(Shortcuts.of(classes(labels), IDS, List.of(axis("ink", i -> labels[i] + 0.1 * noise(i, 7))), 1)
                        .get(0)
                        .lift())
                .isGreaterThan(0.9);
    }

    @Test
    void ten_properties_that_tell_nothing_are_taken_for_more_in_one_set_of_twenty_at_most() {
        int alarms = 0;
        for (int set = 0; set < 60; set++) {
            int s = set;
            List<Axis> axes = IntStream.range(0, 10)
                    .mapToObj(a -> axis("p" + a, i -> noise(i, 1000L + 10L * s + a)))
                    .toList();
            int[] few = IntStream.range(0, 120).toArray();
            alarms += Shortcuts.of(classes(labels(0.3, 500 + set)), few, axes, set)
                                    .get(0)
                                    .probability()
                            <= 0.05
                    ? 1
                    : 0;
        }
        // 60 sets at 5 %: 3 are expected, and more than 8 in 1 of 250 times
        assertThat(alarms).isLessThanOrEqualTo(8);
    }

    @Test
    void a_class_of_nine_is_left_out_and_one_class_alone_has_no_shortcut() {
        int[] labels = new int[SIZE];
        Arrays.fill(labels, 0, 9, 1);

        assertThat(Shortcuts.of(classes(labels), IDS, List.of(axis("ink", i -> noise(i, 8))), 1))
                .isEmpty();
    }

    @Test
    void a_property_that_is_the_same_everywhere_or_missing_tells_nothing() {
        List<Shortcut> shortcuts = Shortcuts.of(
                classes(labels(0.5, 9)), IDS, List.of(axis("flat", i -> 3), axis("none", i -> Double.NaN)), 1);

        assertThat(shortcuts).allSatisfy(s -> assertThat(s.lift()).isLessThan(0.05));
    }

    @Test
    void no_example_guesses_itself() {
        // every example in a bin of its own class: with two in a bin, the other one has to have the same label
        double[] values = {1, 1, 2, 2, 3, 3, 4, 4};

        assertThat(new Guess(values).balancedAccuracy(new int[] {0, 1, 0, 1, 0, 1, 0, 1}, 2))
                .isZero();
    }

    @Test
    void the_border_is_measured_apart_from_the_rest() {
        byte[] framed = {100, 100, 100, 100, 7, 100, 100, 100, 100};
        byte[] dotted = {0, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255};
        Images images = Images.unscaled(1, 3, 3, new byte[][] {framed, dotted}, List.of("a", "b"));

        List<Axis> axes = BorderAxes.of(images);

        assertThat(axes).extracting(Axis::name).containsExactly("border", "border contrast");
        assertThat(axes.get(0).values()).containsExactly(new double[] {100 / 255.0, 1 / 8.0}, within(1e-12));
        assertThat(axes.get(1).values()).containsExactly(new double[] {0, Math.sqrt(7) / 8}, within(1e-12));
    }

    @Test
    void of_a_line_of_pixels_all_are_border_and_count_once() {
        byte[] one = {1, 2, 6};

        assertThat(border(Images.unscaled(1, 3, 1, new byte[][] {one}, List.of("a"))))
                .isEqualTo(3 / 255.0);
        assertThat(border(Images.unscaled(1, 1, 3, new byte[][] {one}, List.of("a"))))
                .isEqualTo(3 / 255.0);
        assertThat(border(Images.unscaled(3, 1, 1, new byte[][] {one}, List.of("a"))))
                .isEqualTo(3 / 255.0);
    }

    private static double border(Images images) {
        return BorderAxes.of(images).get(0).values()[0];
    }

    private static int[] labels(double share, long seed) {
        RandomStream random = RandomStream.of(seed, "labels");
        return IntStream.range(0, SIZE)
                .map(i -> random.uniform(i) < share ? 1 : 0)
                .toArray();
    }

    private static double noise(int i, long seed) {
        return RandomStream.of(seed, "noise").gaussian(i);
    }

    private static Axis axis(String name, IntToDoubleFunction value) {
        return new Axis(name, "", Arrays.stream(IDS).mapToDouble(value).toArray());
    }

    private static Labels classes(int[] labels) {
        return new Labels(labels, List.of("a", "b"));
    }
}
