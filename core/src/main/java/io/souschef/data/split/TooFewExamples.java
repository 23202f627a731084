package io.souschef.data.split;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** Not enough to train, validate and test on. */
public final class TooFewExamples extends Problem {
    /**
     * @param size how many there are
     * @param missing what they do not suffice for
     */
    public TooFewExamples(int size, String missing) {
        super(
                Message.of("too few examples")
                        .got("%,d examples; %s".formatted(size, missing))
                        .expected(
                                "at least one example to train on, one to validate on and one to test on; hundreds to learn anything"));
    }
}
