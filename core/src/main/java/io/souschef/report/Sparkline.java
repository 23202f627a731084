package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence;
import io.souschef.experiment.Evidence.Curves;
import io.souschef.experiment.Evidence.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** The shape of a curve in the height of a line of text, to tell what is folded away below it. */
final class Sparkline {
    private static final double WIDTH = 72;
    private static final double HEIGHT = 18;
    /** More would only be a tangle at this size. */
    private static final int MOST_LINES = 3;

    private Sparkline() {}

    /** Of the first curves among {@code evidence}; nothing if there are none. */
    static Html of(List<Evidence> evidence) {
        return evidence.stream()
                .filter(Curves.class::isInstance)
                .map(Curves.class::cast)
                .findFirst()
                .map(Sparkline::draw)
                .orElse(Html.NOTHING);
    }

    private static Html draw(Curves curves) {
        List<Line> lines =
                curves.lines().subList(0, Math.min(MOST_LINES, curves.lines().size()));
        Axis x = axis(lines, Line::x, curves.logX(), 2, WIDTH - 2);
        Axis y = axis(lines, Line::y, curves.logY(), HEIGHT - 2, 2);
        List<Html> parts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++)
            parts.add(tag("path")
                    .with("class", "stroke " + LineChart.colour(i))
                    .with("d", path(lines.get(i), x, y))
                    .empty());
        return tag("svg.sparkline")
                .with("viewBox", "0 0 " + Html.coordinate(WIDTH) + " " + Html.coordinate(HEIGHT))
                .with("width", WIDTH)
                .with("height", HEIGHT)
                .with("aria-hidden", "true")
                .of(parts);
    }

    private static Axis axis(
            List<Line> lines, Function<Line, List<Double>> values, boolean log, double from, double to) {
        double[] shown = lines.stream()
                .flatMap(l -> values.apply(l).stream())
                .mapToDouble(Double::doubleValue)
                .filter(v -> Double.isFinite(v) && (!log || v > 0))
                .toArray();
        double low = DoubleStream.of(shown).min().orElse(1);
        double high = DoubleStream.of(shown).max().orElse(2);
        return log ? Axis.logarithmic(low, high, from, to) : Axis.linear(low, high, from, to, 4, false);
    }

    private static String path(Line line, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        for (int k = 0; k < line.x().size(); k++) {
            double atX = line.x().get(k);
            double atY = line.y().get(k);
            if (!x.shows(atX) || !y.shows(atY)) continue;
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Html.coordinate(x.at(atX)))
                    .append(' ')
                    .append(Html.coordinate(y.at(atY)));
        }
        return path.toString();
    }
}
