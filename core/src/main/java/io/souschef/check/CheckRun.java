package io.souschef.check;

import io.souschef.check.symptoms.FiniteNumbers;
import io.souschef.check.symptoms.Finiteness;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs checks on a subject, one after the other. One that throws or takes too long could not judge, and neither could one that compared what is
 * no number; the others go on. A method of the program that has hung once isn't called again: the checks that need it don't wait for it.
 *
 * <p>All run on one thread of their own, which is left behind where a check hangs.
 */
public final class CheckRun {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Those that say themselves what isn't finite. */
    private static final Set<String> OF_FINITENESS = Set.of(FiniteNumbers.CODE, "nan-in-inputs");

    /** Those that ask the program as it is, and provoke nothing, inputs of zeros least of all: what isn't finite there is its own. */
    private static final Set<String> AS_IT_IS = Set.of(
            "evaluation-in-training-mode",
            "evaluation-changes-the-net",
            "evaluation-on-part",
            "evaluates-on-training-data",
            "evaluation-of-some-batches",
            "mean-of-batch-means",
            "optimizer-reset-each-epoch",
            "best-weights-not-restored",
            "not-reproducible",
            "cannot-overfit-one-batch",
            "training-loss-rises");

    /** In the reason of a check that could not judge. */
    private static final Pattern NO_NUMBER = Pattern.compile("\\b(NaN|Infinity|finite)\\b");

    /** In what a check measured: it compared that, and no comparison holds of it. */
    private static final Pattern NAN = Pattern.compile("\\bNaN\\b");

    private final List<Check> checks;
    private final Duration patience;
    private final Duration budget;
    private ExecutorService thread = newThread();

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
        loadEngine();
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
        return new Findings(Causes.arranged(all), seconds(started));
    }

    /** Now, because it takes seconds, which would count for the first check. */
    private static void loadEngine() {
        try (Scope scope = Scope.open("engine")) {
            Tensor.zeros(1).sum().item();
        } catch (RuntimeException | LinkageError none) {
            return; // each check will say so
        }
    }

    private Finding turn(Check check, Subject subject, long since) {
        Duration left = budget.minusNanos(System.nanoTime() - since);
        if (left.isNegative() || left.isZero()) {
            return stopped(check, "not run: the " + Budget.text(budget) + " for all checks were spent");
        }
        return timed(check, subject, left);
    }

    private Finding timed(Check check, Subject subject, Duration left) {
        long started = System.nanoTime();
        Turn turn = new Turn();
        Future<Finding> running = thread.submit(() -> judged(check, subject, turn));
        return outcome(check, subject, turn, running, left).withSeconds(seconds(started));
    }

    private static Finding judged(Check check, Subject subject, Turn turn) {
        subject.watch().begin(turn);
        Finding finding = found(check, subject);
        if (OF_FINITENESS.contains(check.code())) {
            return finding;
        }
        Turn.NotFiniteSeen seen = turn.seen();
        return seen.compared()
                .filter(what -> doubtful(finding, seen, subject))
                .map(what -> instead(check, subject, seen, what))
                .orElse(finding);
    }

    private static Finding instead(Check check, Subject subject, Turn.NotFiniteSeen seen, String what) {
        return leavesOut(seen, subject)
                ? check.finding().skip("%s: the program's own loss leaves them out, and this can't", what)
                : check.finding().error("%s", what + seeAlso(subject));
    }

    /** Targets that are no numbers, in a program all of whose losses are finite, are what it leaves out on purpose. */
    private static boolean leavesOut(Turn.NotFiniteSeen seen, Subject subject) {
        return !seen.targets().isEmpty() && finiteness(subject).sound();
    }

    private static Finding found(Check check, Subject subject) {
        try {
            return check.run(subject);
        } catch (CouldNotJudge reason) {
            return check.finding().skip("%s", String.valueOf(reason.getMessage()));
        }
    }

    /**
     * Whether it comes from a comparison with what is no number, which says no to every question. Where the numbers are sound at first and
     * grow beyond all bounds, a bug may be found all the same; where they never were, only what may have made them so. Where it is targets alone,
     * which the program leaves out, only what reads them is in doubt.
     */
    private static boolean doubtful(Finding finding, Turn.NotFiniteSeen seen, Subject subject) {
        Finiteness.Measured finiteness = finiteness(subject);
        boolean own = !finiteness.sound() || (AS_IT_IS.contains(finding.code()) && !seen.targetsAlone());
        return switch (finding.outcome()) {
            case PASS -> own || NAN.matcher(finding.measured()).find();
            case FAIL, WARN -> finiteness.fromTheStart() && !Causes.makesNotFinite(finding.code());
            case SKIP -> own && NO_NUMBER.matcher(finding.cause()).find();
            case ERROR -> leavesOut(seen, subject);
            case EYES -> false;
        };
    }

    /** Where it can't be measured, nothing speaks for what a check has passed, and what it has found stays. */
    private static Finiteness.Measured finiteness(Subject subject) {
        try {
            return subject.measured(new Finiteness());
        } catch (RuntimeException | Hung unknown) {
            return Finiteness.Measured.UNKNOWN;
        }
    }

    private static String seeAlso(Subject subject) {
        return finiteness(subject).sound()
                ? ", at another place than " + FiniteNumbers.CODE + " looks at"
                : ": see " + FiniteNumbers.CODE;
    }

    private Finding outcome(Check check, Subject subject, Turn turn, Future<Finding> running, Duration left) {
        boolean last = left.compareTo(patience) < 0;
        try {
            return running.get((last ? left : patience).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String where = hanging(subject, turn, last ? left : patience);
            abandon(subject, turn, running, "a measurement that it needs was not finished by " + check.code() + where);
            return stopped(
                    check,
                    last
                            ? "not finished: the " + Budget.text(budget) + " for all checks were spent" + where
                            : "it took longer than " + Watch.text(patience) + where);
        } catch (ExecutionException e) {
            return failed(check, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            abandon(subject, turn, running, "interrupted");
            Thread.currentThread().interrupt();
            return stopped(check, "interrupted");
        }
    }

    /** The method in which it hangs, where one call has taken most of the time: another is slow, and doesn't hang. */
    private static String hanging(Subject subject, Turn turn, Duration waited) {
        Optional<String> method = turn.call()
                .filter(call -> System.nanoTime() - call.since() > waited.toNanos() / 2)
                .map(Turn.Call::method);
        method.ifPresent(name -> subject.watch().hung(name, waited));
        return method.map(name -> ", in " + name).orElse("");
    }

    private void abandon(Subject subject, Turn turn, Future<Finding> running, String why) {
        Hung reason = new Hung(why);
        turn.abandon(reason);
        subject.abandon(reason);
        running.cancel(true);
        thread.shutdownNow();
        thread = newThread();
    }

    private static Finding failed(Check check, Throwable cause) {
        if (cause instanceof Hung reason) {
            return stopped(check, String.valueOf(reason.getMessage()));
        }
        String what = cause.getMessage() == null ? "" : ": " + withoutFrames(cause.getMessage());
        return stopped(
                check, "the program threw " + cause.getClass().getSimpleName() + what + Frames.ofTheProgram(cause));
    }

    /** Not the check's doing: the program's, or the clock's. */
    private static Finding stopped(Check check, String why) {
        return check.finding().error("%s", why);
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
