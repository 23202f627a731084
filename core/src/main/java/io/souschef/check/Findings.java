package io.souschef.check;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What the checks of one run found, and what they cost.
 *
 * @param all one for each check, in their order
 * @param seconds of all together
 */
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

    /** Those that could not judge although they apply: the program threw, hung or gave what is no number, or the time was up. */
    public List<Finding> errors() {
        return with(Outcome.ERROR);
    }

    /** The codes of {@link #errors}. */
    public List<String> unfinished() {
        return errors().stream().map(Finding::code).toList();
    }

    /** Those that don't apply to this program, or were left out, each with the reason. */
    public List<Finding> notApplicable() {
        return with(Outcome.SKIP);
    }

    /** Whether nothing failed, every check that applies could judge, and one did. Warnings don't count against it. */
    public boolean sound() {
        return failed().isEmpty() && !unclear();
    }

    /** Whether nothing is known to be wrong, and not enough is known: a check that applies could not judge, or none could. */
    public boolean unclear() {
        return failed().isEmpty() && (!errors().isEmpty() || notApplicable().size() == all.size());
    }

    /** For a process: 0 sound, 1 a check failed, 3 none failed and some could not judge although they apply, or all. */
    public int exitCode() {
        if (!failed().isEmpty()) {
            return 1;
        }
        return unclear() ? 3 : 0;
    }
}
