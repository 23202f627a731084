package io.souschef.report;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Entry.Gate;
import io.souschef.experiment.Entry.GateEntry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one stage of the run has left in the notebook. A stage that was begun again, after a kill, has each check once: as it came out
 * last; and when it has come to its gate again, none but those that came out since.
 *
 * @param begun whether the stage was reached
 * @param finished whether it has ended
 * @param seconds what it took, 0 as long as it has not ended
 * @param gate the latest that its gate did, if it was reached
 */
record Chapter(
        String stage,
        int number,
        String title,
        boolean begun,
        boolean finished,
        double seconds,
        Optional<GateEntry> gate,
        List<Finding> findings,
        List<Evidence> shown,
        List<Trial> trials,
        List<Entry.Decision> decisions) {

    static Chapter of(RecipeSection section, Pages pages) {
        List<Entry> own = pages.entries().stream()
                .filter(e -> e.stage().equals(section.stage()))
                .toList();
        Pages mine = new Pages(own);
        Optional<Entry.StageStarted> start = mine.last(Entry.StageStarted.class);
        Optional<Entry.StageFinished> end = mine.last(Entry.StageFinished.class);
        boolean begun = start.isPresent() || own.stream().anyMatch(e -> !(e instanceof Entry.Looked));
        boolean finished = end.isPresent()
                && start.map(s -> own.lastIndexOf(end.get()) > own.lastIndexOf(s))
                        .orElse(true);
        return new Chapter(
                section.stage(),
                start.map(Entry.StageStarted::number).orElse(section.number()),
                start.map(Entry.StageStarted::title).orElse(section.title()),
                begun,
                finished,
                end.map(Entry.StageFinished::seconds).orElse(0.0),
                mine.last(GateEntry.class),
                lastAttempt(own),
                mine.all(Entry.Shown.class)
                        .map(Entry.Shown::evidence)
                        .distinct()
                        .toList(),
                trials(mine, pages),
                mine.decisions());
    }

    private static List<Finding> lastAttempt(List<Entry> entries) {
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        List<String> before =
                new ArrayList<>(); // codes found in earlier attempts at this stage, or before a person answered
        for (Entry entry : entries) {
            if (entry instanceof Entry.StageStarted || entry instanceof Entry.StageFinished)
                before = new ArrayList<>(byCode.keySet());
            if (entry instanceof GateEntry) byCode.keySet().removeAll(before); // not found again in a whole attempt
            if (entry instanceof Entry.FindingEntry found) {
                String code = found.finding().code();
                if (before.remove(code)) byCode.remove(code);
                byCode.computeIfAbsent(code, c -> new ArrayList<>()).add(found.finding());
            }
        }
        return byCode.values().stream().flatMap(List::stream).toList();
    }

    private static List<Trial> trials(Pages mine, Pages pages) {
        Map<String, Trial> trials = new LinkedHashMap<>();
        mine.all(Entry.ExperimentStarted.class).forEach(e -> trials.put(e.id(), Trial.of(e.experiment(), pages)));
        return List.copyOf(trials.values());
    }

    boolean failedGate() {
        return gate.map(g -> g.gate() == Gate.FAILED).orElse(false);
    }

    boolean continued() {
        return gate.map(g -> g.gate() == Gate.CONTINUED).orElse(false);
    }

    /** The place in the page. */
    String anchor() {
        return "stage-" + number;
    }

    /** The place in the page of one of its findings. */
    String anchor(Finding finding) {
        return stage + "-" + finding.code();
    }

    long count(Outcome outcome) {
        return findings.stream().filter(f -> f.outcome() == outcome).count();
    }
}
