package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.experiment.Evidence.Line;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void a_long_curve_is_thinned_and_keeps_its_ends_peaks_and_dips() {
        double[] y = IntStream.range(0, 100_000)
                .mapToDouble(i -> Math.sin(i * 0.001))
                .toArray();
        y[31_416] = 50;
        y[77_777] = -50;
        y[5] = Double.NaN;

        Line line = Line.of("loss", y);

        assertThat(line.y()).hasSizeLessThanOrEqualTo(Thinning.MOST).contains(50.0, -50.0);
        assertThat(line.x()).startsWith(0.0).endsWith(99_999.0).isSorted();
        for (int k = 0; k < line.x().size(); k++)
            assertThat(line.y().get(k)).isEqualTo(y[line.x().get(k).intValue()]);
        assertThat(Line.of("loss", y)).isEqualTo(line);
    }

    @Test
    void a_thinned_curve_is_not_thinned_again() {
        Line line = Line.of(
                "loss", IntStream.range(0, 5000).mapToDouble(i -> i % 17).toArray());

        assertThat(new Line(line.name(), line.x(), line.y(), line.band())).isEqualTo(line);
    }

    @Test
    void a_short_curve_stays_as_it_is() {
        double[] y = new double[Thinning.MOST];
        Arrays.setAll(y, i -> i % 3);

        assertThat(Line.of("loss", y).y()).hasSize(y.length);
    }

    @Test
    void a_histogram_counts_every_finite_value_once() {
        Evidence.Histogram histogram = Evidence.Histogram.of(
                "t", "", "u", new double[] {0, 0.5, 1, 1, 4, Double.NaN, Double.POSITIVE_INFINITY}, 4);

        assertThat(histogram.edges()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(histogram.counts()).containsExactly(2L, 2L, 0L, 1L);
    }

    @Test
    void a_histogram_of_the_largest_numbers_has_finite_edges() {
        Evidence.Histogram histogram =
                Evidence.Histogram.of("t", "", "u", new double[] {-1.7e308, 0, 4, 4, 1.7e308}, 4);

        assertThat(histogram.edges()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(histogram.counts()).containsExactly(1L, 0L, 0L, 2L);
    }

    @Test
    void a_row_that_does_not_fit_its_table_is_refused() {
        assertThatThrownBy(() -> new Evidence.Grid("t", "", List.of("a", "b"), List.of(List.of("1")), "lr"))
                .hasMessage("table 't' has 2 columns, but a row has 1: [1]");
    }

    @Test
    void a_cell_that_is_a_book_is_cut_and_no_letter_in_two() {
        String book = "\ud83d\ude00".repeat(5000);

        Evidence.Grid grid = new Evidence.Grid("t", "", List.of("a"), List.of(List.of(book), List.of("short")), "l");

        String cell = grid.rows().get(0).get(0);
        assertThat(cell).hasSizeLessThanOrEqualTo(500).endsWith("\ude00…");
        assertThat(grid.rows().get(1)).containsExactly("short");
    }
}
