package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Evidence.Curves;
import io.souschef.experiment.Evidence.Line;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LineChartTest {
    @Test
    void a_value_that_is_not_finite_leaves_a_gap() {
        String chart = draw(Line.of("a", new double[] {1, 2, Double.NaN, 2, 1}));

        assertThat(path(chart).split("M", -1)).hasSize(3);
    }

    @Test
    void a_curve_without_one_finite_value_is_drawn_without_it() {
        String chart = draw(
                Line.of("a", new double[] {Double.NaN, Double.POSITIVE_INFINITY}), Line.of("b", new double[] {1, 2}));

        assertThat(chart).contains("a: no finite value", ">b<").doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_chart_of_nothing_has_axes() {
        assertThat(draw(Line.of("a", new double[] {}))).contains("class=\"tick").doesNotContain("NaN", "Infinity");
    }

    @Test
    void names_at_the_end_do_not_overlap() {
        Line[] lines = new Line[8];
        for (int i = 0; i < 8; i++) lines[i] = Line.of("line " + i, new double[] {i, 1});

        double[] heights = Pattern.compile("class=\"name[^>]* y=\"([0-9.]+)\"")
                .matcher(draw(lines))
                .results()
                .mapToDouble(m -> Double.parseDouble(m.group(1)))
                .sorted()
                .toArray();

        assertThat(heights).hasSize(8);
        for (int i = 1; i < 8; i++) assertThat(heights[i] - heights[i - 1]).isGreaterThanOrEqualTo(14.9);
    }

    private static String draw(Line... lines) {
        return LineChart.draw(Curves.of("title", "step", "loss [nats]", "", lines))
                .markup();
    }

    private static String path(String chart) {
        return chart.replaceAll("(?s).*class=\"stroke c0\" d=\"([^\"]*)\".*", "$1");
    }
}
