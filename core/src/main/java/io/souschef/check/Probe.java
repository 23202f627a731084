package io.souschef.check;

/**
 * A measurement on a training program. It judges nothing. What it returns is Java data, never tensors: those die with the
 * program that they were measured on, and the next check may run on another thread.
 *
 * <p>Probes are records: two that are equal are the same measurement, and {@link Subject#measured} takes it once.
 *
 * @param <T> what is measured
 */
public interface Probe<T> {
    /**
     * Measures.
     *
     * @throws CouldNotJudge where it can't be measured on this program
     */
    T measure(Subject subject);

    /**
     * Whether it asks the loss about outputs that may be none of the net's, negative ones where a net gives rates: what the loss makes of those says
     * nothing of the program's own numbers, and the probe alone has to cope with it.
     */
    default boolean provokes() {
        return false;
    }
}
