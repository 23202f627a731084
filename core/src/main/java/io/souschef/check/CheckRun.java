package io.souschef.check;

import io.souschef.experiment.Budget;
import io.souschef.experiment.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs checks on a subject, one after the other. A check that throws or takes too long could not judge; the others go on.
 *
 * <p>All run on one thread of their own, which is left behind where a check hangs.
 */
public final class CheckRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After so many checks that hang, the program does, and the others would only wait for it too. */
    private static final int HANGING = 2;

    private final List<Check> checks;
    private final Duration patience;
    private final Duration budget;
    private ExecutorService thread = newThread();
    private final List<String> unfinished = new ArrayList<>();
    private int hung;

    private CheckRun(List<Check> checks, Duration patience, Duration budget) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
        this.budget = budget;
    }

    /** These checks, each with a minute at most. */
    public static CheckRun of(List<Check> checks) {
        return new CheckRun(checks, PATIENCE, Duration.ofDays(1));
    }

    /** The same, each with so much time at most. */
    public CheckRun withPatience(Duration each) {
        return new CheckRun(checks, each, budget);
    }

    /** The same, in so much time at most for all together; those that it doesn't reach could not judge. */
    public CheckRun withBudget(Duration all) {
        return new CheckRun(checks, patience, all);
    }

    /** Runs them all. */
    public Findings on(Subject subject) {
        return on(subject, finding -> {});
    }

    /** Runs them all and hands over each finding as it comes. */
    public Findings on(Subject subject, Consumer<Finding> found) {
        long started = System.nanoTime();
        List<Finding> all = new ArrayList<>();
        try {
            for (Check check : checks) {
                Finding finding = turn(check, subject, started);
                all.add(finding);
                found.accept(finding);
            }
        } finally {
            thread.shutdownNow();
        }
        return new Findings(Causes.arranged(all), unfinished, seconds(started));
    }

    private Finding turn(Check check, Subject subject, long since) {
        if (hung >= HANGING) {
            return stopped(check, "not run: " + hung + " checks before it hung");
        }
        Duration left = budget.minusNanos(System.nanoTime() - since);
        if (left.isNegative() || left.isZero()) {
            return stopped(check, "not run: the " + Budget.text(budget) + " for all checks were spent");
        }
        return timed(check, subject, left);
    }

    private Finding timed(Check check, Subject subject, Duration left) {
        long started = System.nanoTime();
        Future<Finding> running = thread.submit(() -> check.run(subject));
        return outcome(check, running, left).withSeconds(seconds(started));
    }

    private Finding outcome(Check check, Future<Finding> running, Duration left) {
        boolean last = left.compareTo(patience) < 0;
        try {
            return running.get((last ? left : patience).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(running);
            if (last) {
                return stopped(check, "not finished: the " + Budget.text(budget) + " for all checks were spent");
            }
            hung++;
            return stopped(check, "it took longer than " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(check, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopped(check, "interrupted");
        }
    }

    private void abandon(Future<Finding> running) {
        running.cancel(true);
        thread.shutdownNow();
        thread = newThread();
    }

    private Finding failed(Check check, Throwable cause) {
        if (cause instanceof CouldNotJudge reason) {
            return check.finding().skip("%s", String.valueOf(reason.getMessage()));
        }
        String what = cause.getMessage() == null ? "" : ": " + withoutFrames(cause.getMessage());
        return stopped(check, "the program threw " + cause.getClass().getSimpleName() + what);
    }

    /** Not the check's doing: the program's, or the clock's. */
    private Finding stopped(Check check, String why) {
        unfinished.add(check.code());
        return check.finding().skip("%s", why);
    }

    /** libtorch's messages go on with its own stack. */
    private static String withoutFrames(String message) {
        int frames = message.indexOf("\nException raised from");
        return frames < 0 ? message : message.substring(0, frames);
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "souschef-check");
            made.setDaemon(true);
            return made;
        });
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
