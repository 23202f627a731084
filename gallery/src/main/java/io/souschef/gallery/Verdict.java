package io.souschef.gallery;

import io.souschef.check.Findings;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the checks say about a program, in codes. */
final class Verdict {
    private Verdict() {}

    /** What was named: the failures, then the warnings that don't follow from one. */
    static List<String> named(Findings findings) {
        List<Finding> named = new ArrayList<>(findings.failed());
        findings.with(Outcome.WARN).stream()
                .filter(finding -> !finding.cause().startsWith("most likely because of"))
                .forEach(named::add);
        return named.stream().map(Finding::code).toList();
    }
}
