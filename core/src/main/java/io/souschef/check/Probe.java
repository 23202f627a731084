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
}
