package io.souschef.check;

import io.souschef.check.Turn.NotFiniteSeen;
import io.souschef.train.TrainingProgram;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A training program under test: a way to make it afresh from a seed, and what has been measured on it so far. Nothing that a
 * check does can leave a trace, because every measurement has a program of its own, which is closed after it.
 *
 * <pre>{@code
 * Subject subject = Subject.of(MyProgram::new);
 * double loss = subject.fresh(program -> new LossOfFreshNet().measure(subject));
 * }</pre>
 */
public final class Subject {
    private static final long SEED = 1337;
    private static final String MAKING = "the constructor";

    private final LongFunction<? extends TrainingProgram> make;
    private final long seed;
    private final Map<Probe<?>, CompletableFuture<Object>> measured = new ConcurrentHashMap<>();
    private final Map<Probe<?>, NotFiniteSeen> seen = new ConcurrentHashMap<>();
    private final Watch watch = new Watch();

    private Subject(LongFunction<? extends TrainingProgram> make, long seed) {
        this.make = make;
        this.seed = seed;
    }

    /** The program that {@code make} makes from a seed; the same seed must make the same one. */
    public static Subject of(LongFunction<? extends TrainingProgram> make) {
        return new Subject(make, SEED);
    }

    /** The same program, measured from another seed on. */
    public Subject withSeed(long other) {
        return new Subject(make, other);
    }

    /** The seed from which measurements start; those over several seeds take the ones after it. */
    public long seed() {
        return seed;
    }

    /** Makes the program from {@link #seed}, uses it, closes it. */
    public <T> T fresh(Function<? super TrainingProgram, T> use) {
        return fresh(seed, use);
    }

    /** Makes the program from {@code otherSeed}, uses it, closes it. Tensors must not leave {@code use}. */
    public <T> T fresh(long otherSeed, Function<? super TrainingProgram, T> use) {
        try (WatchedProgram program = WatchedProgram.of(watch.call(MAKING, () -> make.apply(otherSeed)), watch)) {
            try {
                return use.apply(program);
            } finally {
                watch.weights(program);
            }
        }
    }

    /** The class that the author wrote: {@code program} itself is one that watches his. */
    public static Class<? extends TrainingProgram> classOf(TrainingProgram program) {
        return program instanceof WatchedProgram watched ? watched.author().getClass() : program.getClass();
    }

    Watch watch() {
        return watch;
    }

    /** No measurement that has begun will come to an end. */
    void abandon(Hung reason) {
        measured.values().forEach(mine -> mine.completeExceptionally(reason));
    }

    /**
     * What {@code probe} measures; taken once, however many checks ask, also where it failed.
     *
     * @throws CouldNotJudge what the probe threw, to each who asks
     */
    @SuppressWarnings("unchecked") // a probe of T completes with a T
    public <T> T measured(Probe<T> probe) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> theirs = measured.putIfAbsent(probe, mine);
        if (theirs == null) {
            NotFiniteSeen before = watch.turn().fresh();
            try {
                mine.complete(probe.measure(this));
            } catch (RuntimeException | Error failure) {
                mine.completeExceptionally(failure);
            }
            NotFiniteSeen during = watch.turn().fresh();
            seen.put(probe, probe.provokes() ? during.ofData() : during);
            watch.turn().saw(before);
        }
        try {
            return (T) (theirs == null ? mine : theirs).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        } finally {
            watch.turn().saw(seen.getOrDefault(probe, NotFiniteSeen.NOTHING));
        }
    }
}
