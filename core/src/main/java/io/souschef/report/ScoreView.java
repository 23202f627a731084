package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Entry.Role;
import io.souschef.experiment.Entry.Score;
import io.souschef.experiment.Evidence.Bar;
import io.souschef.experiment.Evidence.Bars;
import io.souschef.statistics.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures at the head of the report: how good the model is, and beside it the baselines. */
final class ScoreView {
    private ScoreView() {}

    static Html draw(Story story) {
        List<Score> scores = story.headline().stream()
                .sorted(Comparator.comparingDouble((Score s) -> s.interval().value() * (s.higherIsBetter() ? -1 : 1)))
                .toList();
        if (scores.isEmpty()) return Html.NOTHING;
        Score first = scores.get(0);
        List<Bar> bars = scores.stream()
                .map(s -> new Bar(s.name(), s.interval().value(), Optional.of(s.interval())))
                .toList();
        String title = first.metric() + " on the " + first.split() + " split";
        boolean hasModel = scores.stream().anyMatch(s -> s.role() == Role.MODEL);
        String sentence = (first.higherIsBetter() ? "Longer is better" : "Shorter is better")
                + "; whiskers are 95 % intervals."
                + (hasModel ? " The blue bar is the model, the others are what it is measured against." : "");
        Html chart = BarChart.draw(
                new Bars(title, sentence, first.unit(), bars),
                i -> "fill " + scores.get(i).role().name().toLowerCase(Locale.ROOT));
        return tag("div.scores")
                .of(
                        figure(scores),
                        tag("figure")
                                .of(
                                        tag("h4").of(title),
                                        chart,
                                        tag("figcaption").of(sentence)));
    }

    private static Html figure(List<Score> scores) {
        Optional<Score> model =
                scores.stream().filter(s -> s.role() == Role.MODEL).findFirst();
        if (model.isEmpty()) return Html.NOTHING;
        Score score = model.get();
        Interval interval = score.interval();
        String range = Double.isFinite(interval.low()) && Double.isFinite(interval.high())
                ? "95 % interval " + Numbers.score(interval.low(), score.unit()) + " to "
                        + Numbers.score(interval.high(), score.unit())
                : "interval unknown";
        return tag("div.figure")
                .of(
                        tag("span.value")
                                .of(
                                        Html.text(Numbers.score(interval.value(), score.unit())),
                                        tag("span.unit").of(score.unit())),
                        tag("span").of(score.split() + " " + score.metric() + ", " + score.name()),
                        tag("span").of(range));
    }
}
