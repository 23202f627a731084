package io.souschef.train;

import java.util.OptionalDouble;

/**
 * How long a training is: a number of steps, and where time is limited, the seconds that it may take. A slower machine than
 * planned gets fewer steps, so that the schedule still ends where it should.
 */
public final class Horizon {
    /** A plan is changed for no less: the pace of a few steps is noise. */
    private static final double SLACK = 0.02;

    /** The pace is believed after so much of the time: the first steps are slower than the rest. */
    private static final double BELIEVED = 0.02;

    private final OptionalDouble seconds;
    private final long most;
    private long steps;

    private Horizon(long steps, long most, OptionalDouble seconds) {
        if (steps < 1) {
            throw new IllegalArgumentException("a training has one step or more, got " + steps);
        }
        this.steps = steps;
        this.most = most;
        this.seconds = seconds;
    }

    /** So many steps, however long they take: the same on every machine. */
    public static Horizon steps(long steps) {
        return new Horizon(steps, steps, OptionalDouble.empty());
    }

    /** So many steps, or fewer where they don't fit into the seconds; a faster machine keeps the plan. */
    public static Horizon within(double seconds, long steps) {
        return new Horizon(steps, steps, OptionalDouble.of(seconds));
    }

    /** As many steps as fit into the seconds, on a faster machine also more than planned, up to {@code most}. */
    public static Horizon filling(double seconds, long steps, long most) {
        return new Horizon(steps, Math.max(steps, most), OptionalDouble.of(seconds));
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
     * Another number of steps when the pace so far says that the seconds need it.
     *
     * @param elapsed seconds of training so far, evaluation included
     * @return whether the plan changed
     */
    public boolean replan(long done, double elapsed) {
        if (seconds.isEmpty() || done == 0 || done >= steps || elapsed < BELIEVED * seconds.getAsDouble()) {
            return false;
        }
        double left = Math.max(0, seconds.getAsDouble() - elapsed);
        long fitting = done + Math.max(1, (long) (left * done / elapsed));
        long next = Math.min(most, fitting);
        boolean close = Math.abs(next - steps) <= SLACK * steps;
        if (close && left > 0) {
            return false;
        }
        boolean changed = next != steps;
        steps = next;
        return changed;
    }

    /** Goes on with a plan that was changed in an earlier process. */
    public void resume(long plannedSteps) {
        steps = plannedSteps;
    }
}
