package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Evidence.Cloud;
import io.souschef.experiment.Evidence.Points;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {
    @Test
    void every_point_is_a_dot_and_every_cloud_has_its_name() {
        String plot = draw(
                Cloud.of("easy", new double[] {0, 0.1}, new double[] {1, 0.9}),
                Cloud.of("hard", new double[] {0.1}, new double[] {0.1}));

        assertThat(plot).contains(">easy<", ">hard<", "easy: 2");
        assertThat(plot.split("h0", -1)).hasSize(4);
    }

    @Test
    void what_is_not_finite_is_left_out() {
        String plot =
                draw(Cloud.of("a", new double[] {0, Double.NaN, 1}, new double[] {0, 1, Double.POSITIVE_INFINITY}));

        assertThat(plot.split("h0", -1)).hasSize(2);
        assertThat(plot).doesNotContain("NaN", "Infinity", "∞");
    }

    @Test
    void a_plot_of_nothing_has_axes() {
        assertThat(draw(Cloud.of("a", new double[0], new double[0])))
                .contains("class=\"tick")
                .doesNotContain("NaN");
        assertThat(ScatterPlot.draw(new Points("t", "x", "y", "", List.of())).markup())
                .contains("<svg");
    }

    @Test
    void many_points_are_thinned_and_the_page_stays_small() {
        double[] many = new double[1_000_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 977;
        }

        Cloud cloud = Cloud.of("many", many, many);

        assertThat(cloud.x()).hasSizeLessThanOrEqualTo(1000);
        assertThat(cloud.count()).isEqualTo(1_000_000);
        assertThat(draw(cloud)).hasSizeLessThan(20_000).contains("many: 1,000,000");
    }

    private static String draw(Cloud... clouds) {
        return ScatterPlot.draw(new Points("title", "x", "y", "", List.of(clouds)))
                .markup();
    }
}
