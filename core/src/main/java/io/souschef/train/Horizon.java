package io.souschef.train;

import java.util.OptionalDouble;

/**
 * How long a training is: a number of steps, and where time is limited, the seconds that it may take. A slower machine than
 * planned gets fewer steps, so that the schedule still ends where it should; a faster one keeps the plan.
 */
public final class Horizon {
    private static final double LATE = 1.02;

    private final OptionalDouble seconds;
    private long steps;

    private Horizon(long steps, OptionalDouble seconds) {
        if (steps < 1) {
            throw new IllegalArgumentException("a training has one step or more, got " + steps);
        }
        this.steps = steps;
        this.seconds = seconds;
    }

    /** So many steps, however long they take: the same on every machine. */
    public static Horizon steps(long steps) {
        return new Horizon(steps, OptionalDouble.empty());
    }

    /** So many steps, or as many as fit into the seconds. */
    public static Horizon within(double seconds, long steps) {
        return new Horizon(steps, OptionalDouble.of(seconds));
    }

    /** Planned number of steps. */
    public long steps() {
        return steps;
    }

    public OptionalDouble seconds() {
        return seconds;
    }

    /** The share of the training that is done after {@code done} steps, 0 to 1. */
    public double fraction(long done) {
        return Math.min(1, (double) done / steps);
    }

    /**
     * Fewer steps when the pace so far says that the seconds won't do.
     *
     * @param elapsed seconds of training so far, evaluation included
     * @return whether the plan changed
     */
    public boolean replan(long done, double elapsed) {
        if (seconds.isEmpty() || done == 0 || done >= steps) {
            return false;
        }
        double pace = elapsed / done;
        if (pace * steps <= seconds.getAsDouble() * LATE) {
            return false;
        }
        steps = Math.max(done + 1, (long) (seconds.getAsDouble() / pace));
        return true;
    }

    /** Goes on with a plan that was changed in an earlier process. */
    public void resume(long plannedSteps) {
        steps = plannedSteps;
    }
}
