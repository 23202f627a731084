package io.souschef.check;

import io.souschef.experiment.Finding;

/**
 * A hypothesis about a training program, and a cheap experiment that can refute it. A check never prints, draws, or touches a
 * program that it was not given: it asks its {@link Subject} for fresh ones and for measurements.
 *
 * <p>It must be able to fail, and must stay silent on a healthy program. Where it can't tell, it says so: {@link CouldNotJudge}.
 */
public interface Check {
    /** The name for people: the title of the recipe's paragraph where there is one, "verify loss @ init". */
    String name();

    /** The name of the bug that it finds, in kebab case and never changed: "gradients-not-cleared". */
    String code();

    /**
     * Runs the experiment.
     *
     * @return a finding with this check's name and code
     * @throws CouldNotJudge where this program can't be judged by it, with what would be needed
     */
    Finding run(Subject subject);

    /** Begins this check's finding. */
    default Finding.Draft finding() {
        return Finding.of(name(), code());
    }
}
