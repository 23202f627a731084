package io.souschef.train;

import io.souschef.data.Batches;
import org.jspecify.annotations.Nullable;

/**
 * While open, {@link Evaluation#of} goes through the first batch and the last on this thread, whatever it is given: for who asks
 * what an evaluation does to a program, and not what it says.
 *
 * <pre>{@code
 * try (Glance glance = Glance.open()) {
 *     program.evaluate();                                // two batches, however many there are
 * }
 * }</pre>
 */
public final class Glance implements AutoCloseable {
    private static final ThreadLocal<Glance> OPEN = new ThreadLocal<>();

    private final @Nullable Glance outer = OPEN.get();
    private int evaluations;
    private int batches;

    private Glance() {
        OPEN.set(this);
    }

    public static Glance open() {
        return new Glance();
    }

    /** Whether there has been one evaluation since it was opened, of so many batches. */
    public boolean sawOneOf(int count) {
        return evaluations == 1 && batches == count;
    }

    /** Those that are gone through. */
    public static Batches at(Batches all) {
        int n = all.count();
        return n <= 2 ? all : Batches.of(2, all.examples(), b -> all.open(b == 0 ? 0 : n - 1));
    }

    /** All of them where none is open. */
    static Batches taken(Batches all) {
        Glance glance = OPEN.get();
        if (glance == null) {
            return all;
        }
        glance.evaluations++;
        glance.batches = all.count();
        return at(all);
    }

    @Override
    public void close() {
        if (outer == null) {
            OPEN.remove();
        } else {
            OPEN.set(outer);
        }
    }
}
