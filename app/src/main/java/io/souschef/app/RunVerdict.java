package io.souschef.app;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a run stands, from its notebook.
 *
 * @param findings of all stages, each from its last start
 */
record RunVerdict(RunDirectory run, List<Finding> findings, List<Entry.Score> scores, String sentence) {
    static RunVerdict of(Pages pages, RunDirectory run) {
        List<Finding> findings = new ArrayList<>();
        pages.all(Entry.StageStarted.class)
                .map(Entry::stage)
                .distinct()
                .forEach(stage -> findings.addAll(pages.findings(stage)));
        return new RunVerdict(
                run,
                findings,
                pages.all(Entry.Score.class)
                        .filter(score -> score.split().equals("test"))
                        .toList(),
                pages.last(Entry.Conclusion.class)
                        .map(Entry.Conclusion::sentence)
                        .orElse("not finished"));
    }

    int exitCode() {
        if (count(Outcome.FAIL) > 0) {
            return Souschef.FAILED;
        }
        return count(Outcome.PASS) + count(Outcome.WARN) > 0 ? Souschef.SOUND : Souschef.UNJUDGED;
    }

    /** What came out on the test split; how the checks came out; where it is kept. */
    String text(double seconds) {
        StringBuilder text = new StringBuilder();
        for (Entry.Score score : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-34s test %s %.2f%s, 95 %% interval %.2f to %.2f",
                    score.name(),
                    score.metric(),
                    score.interval().value(),
                    score.unit().isEmpty() ? "" : " " + score.unit(),
                    score.interval().low(),
                    score.interval().high()));
        }
        text.append(String.format(
                Locale.ROOT, "%n%n%s, %s: %s   %.1f s   %s", word(), sentence, counts(), seconds, run.report()));
        return text.toString();
    }

    private String word() {
        return switch (exitCode()) {
            case Souschef.SOUND -> "sound";
            case Souschef.FAILED -> "NOT SOUND";
            default -> "not judged";
        };
    }

    private String counts() {
        List<String> parts = new ArrayList<>();
        add(parts, Outcome.PASS, "ok");
        add(parts, Outcome.FAIL, "failed");
        add(parts, Outcome.WARN, "warned");
        add(parts, Outcome.SKIP, "skipped");
        add(parts, Outcome.EYES, "to look at");
        return findings.size()
                + (findings.size() == 1 ? " check" : " checks")
                + (parts.isEmpty() ? "" : ", " + String.join(", ", parts));
    }

    private void add(List<String> parts, Outcome outcome, String word) {
        if (count(outcome) > 0) {
            parts.add(count(outcome) + " " + word);
        }
    }

    private long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
}
