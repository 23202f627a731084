package io.souschef.report;

import io.souschef.experiment.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The effects of several experiments under each other on one scale: a dot, its interval, and the line of no effect. */
final class EffectPlot {
    private static final double WIDTH = 132;
    private static final double HEIGHT = 20;

    private final double reach;

    private EffectPlot(double reach) {
        this.reach = reach;
    }

    /** A scale on which all of these, in the same unit, have room. An interval that reaches far further than the others is cut. */
    static EffectPlot scaledTo(List<Verdict> verdicts) {
        double effects =
                verdicts.stream().mapToDouble(v -> Math.abs(v.effect())).max().orElse(1);
        double ends = verdicts.stream()
                .flatMapToDouble(v -> DoubleStream.of(v.low(), v.high()))
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(effects);
        double reach = Math.max(effects, Math.min(ends, 3 * effects));
        return new EffectPlot(reach > 0 ? reach * 1.05 : 1);
    }

    Html draw(Verdict verdict) {
        double middle = HEIGHT / 2;
        List<Html> parts = new ArrayList<>();
        parts.add(Html.tag("title").of(verdict.sentence()));
        parts.add(Plot.line("axis", x(0), 0, x(0), HEIGHT));
        parts.add(Plot.line("interval", x(verdict.low()), middle, x(verdict.high()), middle));
        parts.add(Html.tag("circle")
                .with("class", "effect")
                .with("cx", x(verdict.effect()))
                .with("cy", middle)
                .with("r", 3.5)
                .empty());
        return Html.tag("svg.effect." + verdict.kind().name().toLowerCase(Locale.ROOT))
                .with("viewBox", "0 0 " + Html.coordinate(WIDTH) + " " + Html.coordinate(HEIGHT))
                .with("width", WIDTH)
                .with("height", HEIGHT)
                .with("role", "img")
                .of(parts);
    }

    private double x(double effect) {
        double share = Math.max(-1, Math.min(1, effect / reach));
        return WIDTH / 2 + share * (WIDTH / 2 - 4);
    }
}
