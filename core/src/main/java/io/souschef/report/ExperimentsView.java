package io.souschef.report;

import static io.souschef.report.Html.tag;

import io.souschef.experiment.Experiment;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import io.souschef.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The experiments of a stage: hypothesis, expectation, what was measured, the effect with its interval, the verdict. */
final class ExperimentsView {
    /** More do not fit beside the hypothesis. */
    private static final int METRICS = 3;

    private final EvidenceView evidence;

    ExperimentsView(EvidenceView evidence) {
        this.evidence = evidence;
    }

    Html draw(List<Trial> trials) {
        if (trials.isEmpty()) return Html.NOTHING;
        List<Html> rows = new ArrayList<>();
        for (Trial trial : trials) {
            String id = trial.experiment().id();
            boolean isControl =
                    trials.stream().anyMatch(t -> t.experiment().control().equals(Optional.of(id)));
            rows.add(row(trial, scale(trial, trials), isControl));
        }
        return Html.all(tag("h3").of("Experiments"), tag("div.experiments").of(rows));
    }

    private static EffectPlot scale(Trial trial, List<Trial> trials) {
        String unit = trial.verdict().map(Verdict::unit).orElse("");
        return EffectPlot.scaledTo(trials.stream()
                .flatMap(t -> t.verdict().stream())
                .filter(v -> v.unit().equals(unit))
                .toList());
    }

    private Html row(Trial trial, EffectPlot scale, boolean isControl) {
        Experiment experiment = trial.experiment();
        Html head = tag("summary")
                .of(
                        tag("span.name").of(experiment.name()),
                        tag("span.belief").of(experiment.hypothesis().statement()),
                        trial.verdict().map(v -> effect(v, scale)).orElseGet(() -> state(trial, isControl)));
        return tag("details.experiment")
                .with("id", "experiment-" + experiment.id())
                .of(head, tag("div.body").of(facts(trial), metrics(trial), curves(trial)));
    }

    private static Html effect(Verdict verdict, EffectPlot scale) {
        String text = Numbers.signed(verdict.effect(), verdict.decimals()) + " " + verdict.unit();
        String range = Double.isFinite(verdict.low()) && Double.isFinite(verdict.high())
                ? Numbers.signed(verdict.low(), verdict.decimals()) + " to "
                        + Numbers.signed(verdict.high(), verdict.decimals())
                : "interval unknown";
        return Html.all(
                tag("span.plot").of(scale.draw(verdict)),
                tag("span.effect").of(Html.text(text), tag("small").of(range)),
                Mark.of(verdict.kind()));
    }

    /** Without a verdict: how far it is, and the means of what matters most. */
    private static Html state(Trial trial, boolean isControl) {
        List<Html> metrics = trial.headline().stream()
                .limit(METRICS)
                .map(m -> tag("span")
                        .of(
                                Html.text(m + " "),
                                tag("b").of(Numbers.text(
                                        Interval.mean(trial.values(m)).value()))))
                .toList();
        String seeds =
                trial.results().size() + " of " + trial.experiment().seeds().size() + " seeds";
        return Html.all(
                tag("span.metrics").of(metrics),
                trial.unfinished()
                        ? tag("span.chip.running").of(seeds)
                        : tag("span.chip.control").of(isControl ? "control" : "measured"));
    }

    private static Html facts(Trial trial) {
        Experiment experiment = trial.experiment();
        Facts facts = Facts.list();
        facts.add("change", experiment.hypothesis().change());
        facts.add("expected", experiment.hypothesis().expected());
        trial.verdict().ifPresent(v -> facts.add("measured", v.sentence()));
        trial.control()
                .ifPresent(c -> facts.add("control", c.name() + "; it differs in " + list(experiment.differences(c))));
        facts.add(
                "cost",
                Numbers.seconds(trial.seconds()) + ", seeds "
                        + experiment.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        facts.add("id", experiment.id());
        return Html.all(facts.html(), configuration(experiment));
    }

    private static String list(SortedSet<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static Html configuration(Experiment experiment) {
        Facts settings = Facts.settings();
        experiment.configuration().forEach((name, value) -> settings.add(name, String.valueOf(value)));
        return tag("details.configuration")
                .of(
                        tag("summary")
                                .of("configuration, "
                                        + experiment.configuration().size() + " settings"),
                        settings.html());
    }

    private static Html metrics(Trial trial) {
        if (trial.results().isEmpty()) return Html.NOTHING;
        List<Html> head = new ArrayList<>(List.of(tag("th.left").of("metric")));
        for (Result result : trial.results()) head.add(tag("th.right").of("seed " + result.seed()));
        head.add(tag("th.right").of("mean"));
        head.add(tag("th.right").of("95 % interval"));
        List<Html> rows = new ArrayList<>();
        for (String metric : trial.metrics()) rows.add(metric(metric, trial));
        return tag("div.scroll")
                .of(tag("table")
                        .of(tag("thead").of(tag("tr").of(head)), tag("tbody").of(rows)));
    }

    private static Html metric(String name, Trial trial) {
        List<Html> cells = new ArrayList<>(List.of(tag("td.left").of(name)));
        for (Result result : trial.results())
            cells.add(tag("td.right").of(result.metrics().containsKey(name) ? Numbers.text(result.metric(name)) : "–"));
        Interval mean = Interval.mean(trial.values(name));
        cells.add(tag("td.right").of(Numbers.text(mean.value())));
        cells.add(tag("td.right")
                .of(Double.isFinite(mean.low()) ? Numbers.text(mean.low()) + " to " + Numbers.text(mean.high()) : "–"));
        return tag("tr").of(cells);
    }

    private Html curves(Trial trial) {
        List<Html> parts = new ArrayList<>();
        for (Result result : trial.results()) {
            if (result.evidence().isEmpty()) continue;
            if (trial.results().size() > 1) parts.add(tag("h5").of("seed " + result.seed()));
            parts.add(evidence.figures(result.evidence()));
        }
        return Html.all(parts);
    }
}
