package io.souschef.report;

import static io.souschef.report.Html.tag;

import java.util.ArrayList;
import java.util.List;

/** Standing columns side by side from zero, over an axis of numbers: what histograms, and bars of too many categories, have in common. */
final class ColumnChart {
    private static final double HEIGHT = 220;
    private static final double TOP = 28;
    private static final double BOTTOM = HEIGHT - 44;

    private ColumnChart() {}

    /** One column, from {@code low} to {@code high} along the axis. */
    record Column(double low, double high, double value, String title) {}

    static Html draw(String title, String xLabel, String yLabel, List<Column> columns) {
        double most = columns.stream()
                .mapToDouble(Column::value)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double least = columns.stream()
                .mapToDouble(Column::value)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        Axis y = Axis.linear(Math.min(0, least), Math.max(most, least < 0 ? 0 : 1e-12), BOTTOM, TOP, 4, true);
        double left = 12
                + y.ticks().stream()
                        .mapToDouble(t -> Plot.width(y.label(t)))
                        .max()
                        .orElse(0);
        double first = columns.isEmpty() ? 0 : columns.get(0).low();
        double last = columns.isEmpty() ? 1 : columns.get(columns.size() - 1).high();
        Axis x = Axis.linear(first, last, left, Plot.WIDTH - 14, 6, false);
        List<Html> parts = new ArrayList<>();
        parts.add(Plot.left(y, x.from(), x.to(), yLabel));
        for (Column column : columns) if (y.shows(column.value())) parts.add(column(column, x, y));
        parts.add(Plot.below(x, BOTTOM, xLabel));
        return Plot.svg(HEIGHT, title).of(parts);
    }

    private static Html column(Column column, Axis x, Axis y) {
        double width = x.at(column.high()) - x.at(column.low());
        double gap = width > 4 ? 1 : 0;
        double base = y.at(0);
        double top = y.at(column.value());
        return tag("rect.fill.c0")
                .with("x", x.at(column.low()) + gap / 2)
                .with("y", Math.min(base, top))
                .with("width", Math.max(0.5, width - gap))
                .with("height", Math.abs(base - top))
                .of(tag("title").of(column.title()));
    }
}
