package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Band;
import io.souschef.experiment.Evidence.Curves;
import io.souschef.experiment.Evidence.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** Curves over a common axis, each with its name at its end, as a reader would write it there. */
final class LineChart {
    private static final double HEIGHT = 270;
    private static final double TOP = 28;
    private static final double BOTTOM = HEIGHT - 44;
    /** Up to so many points each gets a dot. */
    private static final int DOTS = 40;
    /** Up to so many letters of a name fit beside the chart. */
    private static final int NAME = 22;

    private final Curves curves;
    private final Axis x;
    private final Axis y;

    private LineChart(Curves curves) {
        this.curves = curves;
        double[] xs = finite(curves.lines().stream().flatMapToDouble(l -> doubles(l.x())), curves.logX());
        double[] ys = finite(curves.lines().stream().flatMapToDouble(LineChart::heights), curves.logY());
        y = curves.logY()
                ? Axis.logarithmic(ys[0], ys[1], BOTTOM, TOP)
                : Axis.linear(ys[0], ys[1], BOTTOM, TOP, 4, true);
        double left = 12
                + y.ticks().stream()
                        .mapToDouble(t -> Plot.width(y.label(t)))
                        .max()
                        .orElse(0);
        double names = curves.lines().stream()
                .mapToDouble(l -> Plot.width(name(l)))
                .max()
                .orElse(0);
        double right = Plot.WIDTH - 14 - (named() ? names : 0);
        x = curves.logX()
                ? Axis.logarithmic(xs[0], xs[1], left, right)
                : Axis.linear(xs[0], xs[1], left, right, 5, false);
    }

    static Html draw(Curves curves) {
        return new LineChart(curves).draw();
    }

    private Html draw() {
        List<Html> parts = new ArrayList<>();
        parts.add(Plot.left(y, x.from(), x.to(), curves.yLabel()));
        parts.add(Plot.below(x, BOTTOM, curves.xLabel()));
        for (int i = 0; i < curves.lines().size(); i++) {
            Line line = curves.lines().get(i);
            int series = i;
            line.band().ifPresent(band -> parts.add(band(series, line, band)));
        }
        for (int i = 0; i < curves.lines().size(); i++)
            parts.add(curve(i, curves.lines().get(i)));
        if (named()) parts.add(names());
        return Plot.svg(HEIGHT, curves.title()).of(parts);
    }

    private boolean named() {
        return curves.lines().size() > 1;
    }

    private Html curve(int series, Line line) {
        String path = path(line.x(), line.y());
        Html title = tag("title").of(line.name() + ": " + summary(line));
        List<Html> parts = new ArrayList<>();
        parts.add(title);
        parts.add(tag("path")
                .with("class", "stroke " + colour(series))
                .with("d", path)
                .empty());
        if (line.x().size() <= DOTS)
            for (int k = 0; k < line.x().size(); k++)
                if (shows(line.x().get(k), line.y().get(k))) parts.add(dot(series, line, k));
        return tag("g").of(parts);
    }

    private Html dot(int series, Line line, int k) {
        return tag("circle")
                .with("class", "fill " + colour(series))
                .with("cx", x.at(line.x().get(k)))
                .with("cy", y.at(line.y().get(k)))
                .with("r", 2.5)
                .of(tag("title")
                        .of(line.name() + ": " + Numbers.text(line.y().get(k)) + " at "
                                + Numbers.text(line.x().get(k))));
    }

    /** From the band's upper edge forwards to its lower edge backwards. */
    private Html band(int series, Line line, Band band) {
        StringBuilder path = new StringBuilder();
        int count = line.x().size();
        for (int k = 0; k < count; k++) add(path, line.x().get(k), band.high().get(k), path.isEmpty());
        for (int k = count - 1; k >= 0; k--)
            add(path, line.x().get(k), band.low().get(k), path.isEmpty());
        return tag("path")
                .with("class", "band " + colour(series))
                .with("d", path.toString())
                .empty();
    }

    private String path(List<Double> xs, List<Double> ys) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int k = 0; k < xs.size(); k++) {
            add(path, xs.get(k), ys.get(k), gap);
            gap = !shows(xs.get(k), ys.get(k));
        }
        return path.toString();
    }

    private void add(StringBuilder path, double atX, double atY, boolean jump) {
        if (!shows(atX, atY)) return;
        double clipped = Math.max(Math.min(y.at(atY), BOTTOM), TOP);
        path.append(jump ? 'M' : 'L')
                .append(Html.coordinate(x.at(atX)))
                .append(' ')
                .append(Html.coordinate(clipped));
    }

    private boolean shows(double atX, double atY) {
        return x.shows(atX) && y.shows(atY);
    }

    private record Name(int series, Line line, double wanted) {}

    /** Each name at the height at which its curve ends, pushed apart where they would overlap. */
    private Html names() {
        List<Name> order = new ArrayList<>();
        for (int i = 0; i < curves.lines().size(); i++) {
            Line line = curves.lines().get(i);
            order.add(new Name(i, line, lastHeight(line)));
        }
        order.sort(Comparator.comparingDouble(Name::wanted));
        double gap = Math.min(15, (BOTTOM - TOP) / order.size());
        double[] at = order.stream().mapToDouble(Name::wanted).toArray();
        for (int i = 1; i < at.length; i++) at[i] = Math.max(at[i], at[i - 1] + gap);
        at[at.length - 1] = Math.min(at[at.length - 1], BOTTOM);
        for (int i = at.length - 2; i >= 0; i--) at[i] = Math.min(at[i], at[i + 1] - gap);
        List<Html> parts = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            Name name = order.get(i);
            parts.add(tag("text")
                    .with("class", "name " + colour(name.series()))
                    .with("x", x.to() + 8)
                    .with("y", at[i] + 4)
                    .of(
                            Html.text(name(name.line())),
                            tag("title").of(name.line().name())));
        }
        return Html.all(parts);
    }

    private double lastHeight(Line line) {
        for (int k = line.x().size() - 1; k >= 0; k--)
            if (shows(line.x().get(k), line.y().get(k))) return y.at(line.y().get(k));
        return BOTTOM;
    }

    private static String name(Line line) {
        return Plot.shortened(line.name(), NAME);
    }

    private static String summary(Line line) {
        double[] finite = doubles(line.y()).filter(Double::isFinite).toArray();
        if (finite.length == 0) return "no finite value";
        return "from " + Numbers.text(finite[0]) + " to " + Numbers.text(finite[finite.length - 1]) + ", lowest "
                + Numbers.text(DoubleStream.of(finite).min().orElseThrow()) + ", highest "
                + Numbers.text(DoubleStream.of(finite).max().orElseThrow());
    }

    /** The class that the style sheet gives a colour, and after eight another dash. */
    static String colour(int series) {
        return "c" + series % 8 + (series >= 8 ? " dashed" : "");
    }

    private static DoubleStream heights(Line line) {
        DoubleStream own = doubles(line.y());
        return line.band()
                .map(b -> DoubleStream.concat(
                        DoubleStream.concat(doubles(b.low()), doubles(b.high())), doubles(line.y())))
                .orElse(own);
    }

    private static DoubleStream doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    /** The smallest and the largest value that can be drawn. */
    private static double[] finite(DoubleStream values, boolean log) {
        double[] shown =
                values.filter(v -> Double.isFinite(v) && (!log || v > 0)).toArray();
        double fallback = log ? 1 : 0;
        return new double[] {
            DoubleStream.of(shown).min().orElse(fallback),
            DoubleStream.of(shown).max().orElse(fallback + 1)
        };
    }
}
