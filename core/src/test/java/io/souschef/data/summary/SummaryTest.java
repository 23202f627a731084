package io.souschef.data.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Numbers;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.axis.Axis;
import io.souschef.data.source.RowNames;
import io.souschef.data.source.Source;
import io.souschef.data.table.CategoryColumn;
import io.souschef.data.table.NumberColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void counts_classes_per_split() {
        Summary summary = Summary.of(images(new byte[4], new byte[4], new byte[4], new byte[4]));

        assertThat(summary.counts())
                .containsExactly(new Summary.ClassCount("a", 1, 0, 1), new Summary.ClassCount("b", 1, 1, 0));
        assertThat(summary.sizes()).containsExactly(Map.entry("2x2", 4));
    }

    @Test
    void channels_are_measured_on_train_alone() {
        byte[] other = {100, 100, 100, 100};

        Summary.Channel channel = Summary.of(
                        images(new byte[] {0, 0, 0, 0}, new byte[] {0, 0, (byte) 200, (byte) 200}, other, other))
                .channels()
                .get(0);

        assertThat(channel.mean()).isCloseTo(50 / 255.0, within(1e-12));
        assertThat(channel.std()).isCloseTo(Math.sqrt(7500) / 255, within(1e-12));
        assertThat(channel.min()).isZero();
        assertThat(channel.max()).isEqualTo(200);
    }

    @Test
    void axes_measure_what_their_names_say() {
        byte black = 0;
        byte white = (byte) 255;
        Dataset dataset = images(
                new byte[] {black, black, black, black},
                new byte[] {white, white, white, white},
                new byte[] {black, white, black, white},
                new byte[] {black, black, black, white});

        List<Axis> axes = Summary.of(dataset).axes();

        assertThat(axes).extracting(Axis::name).containsExactly("brightness", "contrast", "ink", "edges", "entropy");
        assertThat(axes.get(0).values()).containsExactly(0, 1, 0.5, 0.25);
        assertThat(axes.get(1).values()).startsWith(0, 0, 0.5);
        assertThat(axes.get(2).values()).containsExactly(0, 0, 0.5, 0.25);
        assertThat(axes.get(3).values()).as("2 of 4 pairs differ").containsExactly(0, 0, 0.5, 0.5);
        assertThat(axes.get(4).values()[2]).isCloseTo(1, within(1e-12));
        assertThat(axes.get(0).lowest(2)).containsExactly(0, 3);
        assertThat(axes.get(0).highest(1)).containsExactly(1);
    }

    @Test
    void a_picture_of_one_colour_has_no_contrast() {
        byte[] green = {10, 10, 10, 10, 90, 90, 90, 90, 30, 30, 30, 30};
        byte[] two = {0, 100, 0, 100, 90, 90, 90, 90, 30, 30, 30, 30};
        Images images = Images.unscaled(3, 2, 2, new byte[][] {green, two}, List.of("green", "two"));

        double[] contrast = ImageAxes.of(images).get(1).values();

        assertThat(contrast[0]).isZero();
        assertThat(contrast[1]).isCloseTo(Math.sqrt(2500 / 3.0) / 255, within(1e-12));
    }

    @Test
    void columns_have_quartiles_and_frequencies() {
        double[] x = {4, 1, Double.NaN, 3, 2, 0};
        Table table = new Table(
                List.of(
                        new NumberColumn("x", x),
                        new CategoryColumn("c", new int[] {1, 1, 0, -1, 1, 0}, List.of("p", "q"))),
                List.of(),
                new int[] {1, 2, 3, 4, 5, 6});
        Dataset dataset = new Dataset(
                "x",
                new Source("x", "0".repeat(64), 0, "none"),
                table,
                new Numbers(new double[] {1, 2, 3, 4, 5, 6}, "y"),
                new Split(new int[] {0, 1, 2, 3}, new int[] {4}, new int[] {5}, "by hand"),
                List.of());

        Summary summary = Summary.of(dataset);

        Summary.ColumnSummary number = summary.columns().get(0);
        assertThat(number.spread()).isEqualTo(new Axis.Spread(1, 5, 0, 1, 2, 3, 4, 2, Math.sqrt(2)));
        assertThat(summary.columns().get(1).frequent()).containsExactly(Map.entry("q", 3), Map.entry("p", 2));
        assertThat(summary.columns().get(1).missing()).isEqualTo(1);
        assertThat(summary.target().mean()).isEqualTo(2.5);
        assertThat(summary.axes().get(0).highest(2)).containsExactly(0, 3);
    }

    private static Dataset images(byte[]... pixels) {
        return new Dataset(
                "x",
                new Source("x", "0".repeat(64), 0, "none"),
                Images.unscaled(1, 2, 2, pixels, new RowNames("x", pixels.length)),
                new Labels(Arrays.copyOf(new int[] {0, 1, 1, 0}, pixels.length), List.of("a", "b")),
                new Split(new int[] {0, 1}, new int[] {2}, new int[] {3}, "by hand"),
                List.of());
    }
}
