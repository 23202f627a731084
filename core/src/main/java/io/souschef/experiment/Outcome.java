package io.souschef.experiment;

/** How a check came out. */
public enum Outcome {
    /** What was expected was measured. */
    PASS,
    /** It was not: something is wrong, and the finding says what. */
    FAIL,
    /** Suspicious, but not enough to stop the run. */
    WARN,
    /** The check could not judge, and says why. */
    SKIP,
    /** No machine can judge this: a person has to look. */
    EYES
}
