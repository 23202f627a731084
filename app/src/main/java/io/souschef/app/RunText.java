package io.souschef.app;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Pages;
import io.souschef.experiment.Result;
import io.souschef.recipe.Chosen;
import io.souschef.report.FindingText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A run as text: each stage with its checks, experiments and decisions as they come. */
final class RunText implements Screen {
    /** Letters that fit into the column of names. */
    private static final int LONG = 27;

    private final ProgressLine progress;
    private final FindingText rows;
    private final boolean colour;
    private final Pages before;
    private final Map<String, Experiment> experiments = new HashMap<>();
    private Optional<Result> waiting = Optional.empty(); // for its verdict, which stands on the same line

    /** @param before what earlier processes have written */
    RunText(Terminal terminal, ProgressLine progress, Pages before) {
        this.progress = progress;
        this.rows = new FindingText(terminal.width(), terminal.colour());
        this.colour = terminal.colour();
        this.before = before;
    }

    /** The stages that earlier processes have finished, one line each. */
    void before() {
        before.all(Entry.StageStarted.class)
                .filter(stage -> before.finished(stage.stage()))
                .map(stage -> stage.number() + "  " + stage.title() + ": done before, "
                        + RunVerdict.counts(before.findings(stage.stage())))
                .distinct()
                .forEach(progress::print);
    }

    @Override
    public void started(Experiment experiment) {
        experiments.put(experiment.id(), experiment);
        for (Result result : before.results(experiment.id())) {
            flush();
            waiting = Optional.of(result);
        }
    }

    @Override
    public void wrote(Entry entry, String line) {
        if (entry instanceof Entry.VerdictEntry verdict) {
            judged(verdict);
            return;
        }
        flush();
        if (entry instanceof Entry.StageStarted stage) {
            String heading = stage.number() + "  " + stage.title();
            progress.print("\n" + (colour ? "\u001b[1m" + heading + "\u001b[0m" : heading));
        } else if (entry instanceof Entry.FindingEntry found) {
            progress.print(rows.of(found.finding()));
        } else if (entry instanceof Entry.ResultEntry result) {
            waiting = Optional.of(result.result());
        } else if (entry instanceof Entry.Decision decision) {
            decided(decision);
        } else if (entry instanceof Entry.GateEntry gate && gate.gate() != Entry.Gate.PASSED) {
            progress.print(rows.row(
                    gate.gate() == Entry.Gate.FAILED ? "STOP" : "on",
                    "gate",
                    gate.why() + (gate.gate() == Entry.Gate.FAILED ? "" : "; --continue was given"),
                    0));
        }
    }

    private void judged(Entry.VerdictEntry entry) {
        Optional<Result> result = waiting.filter(r -> r.experiment().equals(entry.experiment()));
        if (result.isEmpty()) {
            flush();
            Experiment experiment = experiments.get(entry.experiment());
            String name = experiment == null ? entry.experiment() : experiment.name();
            progress.print(rows.row("so", name, ExperimentText.of(entry.verdict()), 0));
            return;
        }
        waiting = Optional.empty();
        print(result.get(), ExperimentText.of(entry.verdict()));
    }

    private void flush() {
        waiting.ifPresent(result -> {
            waiting = Optional.empty();
            print(result, "");
        });
    }

    private void print(Result result, String verdict) {
        Experiment experiment = experiments.get(result.experiment());
        String name = experiment == null ? result.experiment() : experiment.name();
        boolean several = experiment != null && experiment.seeds().size() > 1;
        int colon = name.length() > LONG ? name.indexOf(": ") : -1;
        progress.print(rows.row(
                before.results(result.experiment()).contains(result) ? "had" : "ran",
                colon > 0 ? name.substring(0, colon) : name,
                ExperimentText.of(result)
                        + (colon > 0 ? "\n" + name.substring(colon + 2) : "")
                        + (several ? "\nseed " + result.seed() : "")
                        + (verdict.isEmpty() ? "" : "\n" + verdict),
                result.seconds()));
    }

    private void decided(Entry.Decision decision) {
        if (decision.data().containsKey("family")) {
            String net = Chosen.settings(decision.data()).net().describe();
            progress.print(rows.row("took", net, decision.what() + ": " + decision.why(), 0));
        }
    }
}
