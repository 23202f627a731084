package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Evidence.Bar;
import io.souschef.experiment.Evidence.Bars;
import io.souschef.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/** Lying bars from zero, each with its category before it and its value behind it; whiskers show an interval. */
final class BarChart {
    private static final double ROW = 24;
    private static final double THICK = 13;
    private static final int LETTERS = 34;

    private final Bars bars;
    private final IntFunction<String> classes;
    private final Axis axis;
    private final double left;
    private final int decimals;

    private BarChart(Bars bars, IntFunction<String> classes) {
        this.bars = bars;
        this.classes = classes;
        decimals = Numbers.decimals(bars.bars().stream().mapToDouble(Bar::value).toArray());
        left = 10
                + bars.bars().stream()
                        .mapToDouble(b -> Plot.width(category(b)))
                        .max()
                        .orElse(0);
        double values = bars.bars().stream()
                .mapToDouble(b -> Plot.width(value(b)))
                .max()
                .orElse(0);
        double[] ends = bars.bars().stream()
                .flatMapToDouble(b -> DoubleStream.of(b.value(), low(b), high(b)))
                .filter(Double::isFinite)
                .toArray();
        double low = Math.min(0, DoubleStream.of(ends).min().orElse(0));
        double high = Math.max(
                low < 0 ? 0 : Double.MIN_NORMAL, DoubleStream.of(ends).max().orElse(1));
        double room = low < 0 ? 12 + values : 0;
        axis = new Axis(low, high, left + room, Plot.WIDTH - 12 - values, false, 1);
    }

    /** Bars of one colour. */
    static Html draw(Bars bars) {
        return new BarChart(bars, i -> "fill c0").draw();
    }

    /** Bars of which each has its own class in the style sheet. */
    static Html draw(Bars bars, IntFunction<String> classes) {
        return new BarChart(bars, classes).draw();
    }

    private Html draw() {
        List<Html> parts = new ArrayList<>();
        for (int i = 0; i < bars.bars().size(); i++)
            parts.add(row(i, bars.bars().get(i)));
        double height = ROW * bars.bars().size();
        parts.add(Plot.line("axis", axis.at(0), 0, axis.at(0), height));
        return Plot.svg(height + 2, bars.title()).of(parts);
    }

    private Html row(int i, Bar bar) {
        double middle = ROW * i + ROW / 2;
        double end = axis.shows(bar.value()) ? axis.at(bar.value()) : axis.at(0);
        double start = axis.at(0);
        List<Html> parts = new ArrayList<>();
        parts.add(tag("title")
                .of(bar.category() + ": " + value(bar)
                        + bar.interval().map(this::range).orElse("")));
        parts.add(Plot.text("tick end", left - 8, middle + 4, category(bar)));
        parts.add(tag("rect")
                .with("class", classes.apply(i))
                .with("x", Math.min(start, end))
                .with("y", middle - THICK / 2)
                .with("width", Math.abs(end - start))
                .with("height", THICK)
                .empty());
        if (bar.interval().isPresent() && Double.isFinite(low(bar)) && Double.isFinite(high(bar)))
            parts.add(whisker(middle, axis.at(low(bar)), axis.at(high(bar))));
        double outer = Math.max(end, axis.shows(high(bar)) ? axis.at(high(bar)) : end);
        double inner = Math.min(end, axis.shows(low(bar)) ? axis.at(low(bar)) : end);
        parts.add(
                bar.value() < 0
                        ? Plot.text("value end", inner - 7, middle + 4, value(bar))
                        : Plot.text("value", outer + 7, middle + 4, value(bar)));
        return tag("g").of(parts);
    }

    /** With an edge of the paper's colour, so that it can be seen on a dark bar. */
    private static Html whisker(double y, double from, double to) {
        return Html.all(strokes("whisker edge", y, from, to), strokes("whisker", y, from, to));
    }

    private static Html strokes(String classes, double y, double from, double to) {
        return Html.all(
                Plot.line(classes, from, y, to, y),
                Plot.line(classes, from, y - 4, from, y + 4),
                Plot.line(classes, to, y - 4, to, y + 4));
    }

    private String range(Interval interval) {
        return ", 95 % interval " + Numbers.text(interval.low()) + " to " + Numbers.text(interval.high());
    }

    private String value(Bar bar) {
        return (decimals < 0 ? Numbers.text(bar.value()) : Numbers.fixed(bar.value(), decimals))
                + (bars.unit().length() <= 6 && !bars.unit().isEmpty() ? " " + bars.unit() : "");
    }

    private static double low(Bar bar) {
        return bar.interval().map(Interval::low).orElse(bar.value());
    }

    private static double high(Bar bar) {
        return bar.interval().map(Interval::high).orElse(bar.value());
    }

    private static String category(Bar bar) {
        return Plot.shortened(bar.category(), LETTERS);
    }
}
