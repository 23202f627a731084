package io.souschef.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * What feeds a net for one epoch: batches in a fixed order, each made when it is asked for. May be gone through again, with
 * the same result.
 */
public interface Batches extends Iterable<Batch> {
    /** Number of batches. */
    int count();

    /** Number of examples over all batches. */
    long examples();

    /** Makes and opens the batch at {@code index}, from 0 to {@code count() - 1}. */
    Batch open(int index);

    @Override
    default Iterator<Batch> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all " + count() + " batches have been taken");
                }
                return open(next++);
            }
        };
    }

    /** Batches from a function of the index. */
    static Batches of(int count, long examples, IntFunction<Batch> open) {
        return new Batches() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public long examples() {
                return examples;
            }

            @Override
            public Batch open(int index) {
                return open.apply(index);
            }
        };
    }

    /** The first {@code n} batches of these. */
    default Batches first(int n) {
        int fewer = Math.min(n, count());
        return of(fewer, Math.min(examples(), (long) fewer * (examples() / Math.max(1, count()) + 1)), this::open);
    }
}
