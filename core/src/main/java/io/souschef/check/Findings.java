package io.souschef.check;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the checks of one run found, and what they cost.
 *
 * @param all one for each check, in their order
 * @param unfinished codes of checks that could not judge because the program threw or hung, or because the time was up; the
 *     others that could not judge don't apply to this program, or were left out
 * @param seconds of all together
 */
public record Findings(List<Finding> all, List<String> unfinished, double seconds) {
    public Findings {
        all = List.copyOf(all);
        unfinished = List.copyOf(unfinished);
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

    /** Whether nothing is known to be wrong, and not enough is known: a check was stopped, or none could judge. */
    public boolean unclear() {
        return sound()
                && !all.isEmpty()
                && (!unfinished.isEmpty() || with(Outcome.SKIP).size() == all.size());
    }

    /** For a process: 0 sound, 1 a check failed, 3 none failed and some could not judge although they apply, or all. */
    public int exitCode() {
        if (!sound()) {
            return 1;
        }
        return unclear() ? 3 : 0;
    }
}
