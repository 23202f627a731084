package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Cloud;
import io.souschef.experiment.Evidence.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Points by two of their numbers, each cloud in its colour, its name beside the plot. */
final class ScatterPlot {
    private static final double HEIGHT = 300;
    private static final double TOP = 28;
    private static final double BOTTOM = HEIGHT - 44;
    private static final double LINE = 17;

    /** Up to so many letters of a name fit beside the plot. */
    private static final int NAME = 20;

    private ScatterPlot() {}

    static Html draw(Points points) {
        double[] xs = ends(points.clouds().stream().flatMap(c -> c.x().stream()).mapToDouble(v -> v));
        double[] ys = ends(points.clouds().stream().flatMap(c -> c.y().stream()).mapToDouble(v -> v));
        Axis y = Axis.linear(ys[0], ys[1], BOTTOM, TOP, 5, true);
        double left = 12
                + y.ticks().stream()
                        .mapToDouble(t -> Plot.width(y.label(t)))
                        .max()
                        .orElse(0);
        double names = points.clouds().stream()
                .mapToDouble(c -> Plot.width(Plot.shortened(c.name(), NAME)))
                .max()
                .orElse(0);
        Axis x = Axis.linear(xs[0], xs[1], left, Plot.WIDTH - 24 - names, 5, true);
        List<Html> parts = new ArrayList<>();
        parts.add(Plot.left(y, x.from(), x.to(), points.yLabel()));
        parts.add(Plot.below(x, BOTTOM, points.xLabel()));
        for (int c = 0; c < points.clouds().size(); c++) {
            parts.add(cloud(points.clouds().get(c), c, x, y));
        }
        return Plot.svg(HEIGHT, points.title()).of(parts);
    }

    /** Every dot is a line of no length with round ends: a path of thousands stays short. */
    private static Html cloud(Cloud cloud, int series, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < cloud.x().size(); i++) {
            if (x.shows(cloud.x().get(i)) && y.shows(cloud.y().get(i))) {
                path.append('M')
                        .append(Html.coordinate(x.at(cloud.x().get(i))))
                        .append(' ')
                        .append(Html.coordinate(y.at(cloud.y().get(i))))
                        .append("h0");
            }
        }
        String colour = LineChart.colour(series);
        Html name = tag("text")
                .with("class", "name " + colour)
                .with("x", x.to() + 12)
                .with("y", TOP + 10 + LINE * series)
                .of(Plot.shortened(cloud.name(), NAME));
        Html title = tag("title").of(cloud.name() + ": " + Numbers.text((double) cloud.count()));
        Html dots = tag("path")
                .with("class", "dots " + colour)
                .with("d", path.toString())
                .empty();
        return tag("g").of(title, dots, name);
    }

    /** The smallest and the largest value that can be drawn. */
    private static double[] ends(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        return new double[] {
            DoubleStream.of(finite).min().orElse(0),
            DoubleStream.of(finite).max().orElse(1)
        };
    }
}
