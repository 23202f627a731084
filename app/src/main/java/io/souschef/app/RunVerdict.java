package io.souschef.app;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.experiment.RunDirectory;
import io.souschef.report.FindingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a run stands, from its notebook.
 *
 * @param findings of all stages, each from its last start
 * @param scores on the test split, from the last start too
 * @param budget what is to be said of a budget that was too small, or nothing
 */
record RunVerdict(RunDirectory run, List<Finding> findings, List<Entry.Score> scores, String sentence, String budget) {
    static RunVerdict of(Pages pages, RunDirectory run) {
        List<Finding> findings = new ArrayList<>();
        pages.all(Entry.StageStarted.class)
                .map(Entry::stage)
                .distinct()
                .forEach(stage -> findings.addAll(pages.findings(stage)));
        return new RunVerdict(
                run,
                findings,
                pages.scores("test"),
                pages.last(Entry.Conclusion.class)
                        .map(Entry.Conclusion::sentence)
                        .orElse("not finished"),
                pages.last(Entry.OverBudget.class)
                        .map(Entry.OverBudget::sentence)
                        .orElse(""));
    }

    int exitCode() {
        if (count(findings, Outcome.FAIL) > 0) {
            return Souschef.FAILED;
        }
        return count(findings, Outcome.PASS) + count(findings, Outcome.WARN) > 0 ? Souschef.SOUND : Souschef.UNJUDGED;
    }

    /** What came out on the test split; where it stopped, if it did; last how the checks came out, and where it is kept. */
    String text(FindingText rows, double seconds) {
        StringBuilder text = new StringBuilder("\n");
        for (Entry.Score score : scores) {
            text.append(rows.row("test", score.name(), text(score), 0)).append('\n');
        }
        text.append(scores.isEmpty() ? "" : "\n");
        if (exitCode() != Souschef.SOUND) {
            text.append(sentence).append('\n');
        }
        text.append(budget.isEmpty() ? "" : budget + "\n");
        text.append("report ").append(run.report()).append('\n');
        text.append(String.format(
                Locale.ROOT, "%s: %s   %.1f s   %s", word(rows.colour()), counts(findings), seconds, run.path()));
        return text.toString();
    }

    private static String text(Entry.Score score) {
        boolean share = score.unit().equals("%");
        String format = share ? "%s %.2f %% (%.2f to %.2f)" : "%s %.5g (%.5g to %.5g)";
        return String.format(
                Locale.ROOT,
                format,
                score.metric(),
                score.interval().value(),
                score.interval().low(),
                score.interval().high());
    }

    private String word(boolean colour) {
        String word =
                switch (exitCode()) {
                    case Souschef.SOUND -> "sound";
                    case Souschef.FAILED -> "NOT SOUND";
                    default -> "not judged";
                };
        String code = exitCode() == Souschef.SOUND ? "32" : exitCode() == Souschef.FAILED ? "1;31" : "33";
        return colour ? "\u001b[" + code + "m" + word + "\u001b[0m" : word;
    }

    /** "11 checks, 9 ok, 2 to look at". */
    static String counts(List<Finding> findings) {
        List<String> parts = new ArrayList<>();
        parts.add(findings.size() + (findings.size() == 1 ? " check" : " checks"));
        add(parts, count(findings, Outcome.PASS), "ok");
        add(parts, count(findings, Outcome.FAIL), "failed");
        add(parts, count(findings, Outcome.WARN), "warned");
        add(parts, count(findings, Outcome.SKIP), "skipped");
        add(parts, count(findings, Outcome.ERROR), "could not be judged");
        add(parts, count(findings, Outcome.EYES), "to look at");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }

    private static long count(List<Finding> findings, Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
}
