package io.souschef.check;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Optional;

/** What the checks of one run found, in the order of the checks, and what they cost. */
public record Findings(List<Finding> all, double seconds) {
    public Findings {
        all = List.copyOf(all);
    }

    /** Those with this outcome. */
    public List<Finding> with(Outcome outcome) {
        return all.stream().filter(finding -> finding.outcome() == outcome).toList();
    }

    /** The bugs that were found, likeliest cause first. */
    public List<Finding> failed() {
        return with(Outcome.FAIL);
    }

    /** The finding of the check with this code, if it ran. */
    public Optional<Finding> of(String code) {
        return all.stream().filter(finding -> finding.code().equals(code)).findFirst();
    }

    /** Whether nothing failed. Warnings and checks that could not judge don't count against it. */
    public boolean sound() {
        return failed().isEmpty();
    }

    /** For a process: 0 sound, 1 a check failed, 3 nothing could be judged. */
    public int exitCode() {
        if (!sound()) {
            return 1;
        }
        return !all.isEmpty() && with(Outcome.SKIP).size() == all.size() ? 3 : 0;
    }
}
