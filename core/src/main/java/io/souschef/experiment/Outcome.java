package io.souschef.experiment;

/** How a check came out. */
public enum Outcome {
    /** What was expected was measured. */
    PASS,
    /** It was not: something is wrong, and the finding says what. */
    FAIL,
    /** Suspicious, but not enough to stop the run. */
    WARN,
    /** The check could not judge, and says why: it doesn't apply here, was left out, or would need more. */
    SKIP,
    /** No machine can judge this: a person has to look. */
    EYES,
    /** The check could not judge although it applies: the program threw, hung or gave what is no number, or the time was up. */
    ERROR
}
