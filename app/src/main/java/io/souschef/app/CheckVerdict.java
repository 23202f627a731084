package io.souschef.app;

import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The last lines of {@code souschef check}: what cost most, and the verdict. */
final class CheckVerdict {
    private static final int DEAREST = 3;

    private CheckVerdict() {}

    /** @param suppressed codes of the checks that were left out */
    static String of(Findings findings, Map<String, String> suppressed) {
        return costs(findings) + "\n" + word(findings) + ": " + counts(findings, suppressed.size());
    }

    private static String costs(Findings findings) {
        List<Finding> dearest = findings.all().stream()
                .sorted(Comparator.comparingDouble(Finding::seconds).reversed())
                .limit(DEAREST)
                .toList();
        return "\ncost    "
                + dearest.stream()
                        .map(finding -> String.format(Locale.ROOT, "%s %.1f s", finding.code(), finding.seconds()))
                        .collect(Collectors.joining(", "))
                + "; what several checks need is counted once, with the first";
    }

    private static String word(Findings findings) {
        if (!findings.failed().isEmpty()) {
            return "UNSOUND: "
                    + findings.failed().stream().map(Finding::code).collect(Collectors.joining(", "))
                    + (findings.unfinished().isEmpty() ? "" : "; could not judge " + unfinished(findings));
        }
        if (!findings.unfinished().isEmpty()) {
            return "COULD NOT JUDGE " + unfinished(findings);
        }
        return findings.unclear() ? "COULD NOT JUDGE" : "sound";
    }

    /** One by name, several by number. */
    private static String unfinished(Findings findings) {
        List<String> codes = findings.unfinished();
        int all = findings.all().size();
        return codes.size() > DEAREST ? "%d of %d checks".formatted(codes.size(), all) : String.join(", ", codes);
    }

    private static String counts(Findings findings, int leftOut) {
        return String.format(
                Locale.ROOT,
                "%d checks, %d ok, %d failed, %d warned, %s%d not applicable%s   %.1f s",
                findings.all().size(),
                findings.with(Outcome.PASS).size(),
                findings.failed().size(),
                findings.with(Outcome.WARN).size(),
                findings.errors().isEmpty() ? "" : findings.errors().size() + " could not be judged, ",
                findings.notApplicable().size() - leftOut,
                leftOut == 0 ? "" : ", " + leftOut + " left out",
                findings.seconds());
    }
}
