package io.souschef.check;

import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * All checks on one program, as its author wants them: from which seed, in how much time, and without which, for which reason.
 *
 * <pre>{@code
 * Findings findings = Checkup.of(MyProgram::new)
 *         .without("weight-decay-misplaced", "the paper decays everything")
 *         .within(Duration.ofSeconds(30))
 *         .run();
 * }</pre>
 *
 * @param make makes the program from a seed; the same seed must make the same one
 * @param seed from which it is made
 * @param budget for all checks together; those that it doesn't reach could not judge
 * @param patience for each check; one that takes longer could not judge, and the others go on
 * @param suppressed codes of checks that aren't run, each with the reason that shows up in every report
 */
public record Checkup(
        LongFunction<? extends TrainingProgram> make,
        long seed,
        Duration budget,
        Duration patience,
        Map<String, String> suppressed) {
    private static final long SEED = 1337;
    private static final Duration BUDGET = Duration.ofMinutes(5);

    public Checkup {
        suppressed = Map.copyOf(suppressed);
    }

    /** Every check, from seed 1337, in five minutes at most. */
    public static Checkup of(LongFunction<? extends TrainingProgram> make) {
        return new Checkup(make, SEED, BUDGET, CheckRun.PATIENCE, Map.of());
    }

    public Checkup withSeed(long other) {
        return new Checkup(make, other, budget, patience, suppressed);
    }

    /** In so much time at most, for all checks together. */
    public Checkup within(Duration time) {
        return new Checkup(make, seed, time, patience, suppressed);
    }

    /**
     * Each check in so much time at most; the default is a minute. A method of the program that took most of it, in one call, isn't called
     * again: the checks that need it could not judge.
     *
     * @throws IllegalArgumentException when it isn't positive
     */
    public Checkup withPatience(Duration each) {
        if (each.isNegative() || each.isZero()) {
            throw new IllegalArgumentException("the time for each check is positive, not " + each);
        }
        return new Checkup(make, seed, budget, each, suppressed);
    }

    /**
     * Without the check that has this code.
     *
     * @param reason for people, told in every report
     * @throws NoSuchCheck when no check has it
     * @throws NoReason when there is none
     */
    public Checkup without(String code, String reason) {
        if (checks().stream().noneMatch(check -> check.code().equals(code))) {
            throw new NoSuchCheck(code);
        }
        if (reason.isBlank()) {
            throw new NoReason(code);
        }
        Map<String, String> more = new LinkedHashMap<>(suppressed);
        more.put(code, reason);
        return new Checkup(make, seed, budget, patience, more);
    }

    /** The checks, in their order. */
    public List<Check> checks() {
        return Catalogue.all();
    }

    /** The program as these checks see it. */
    public Subject subject() {
        return Subject.of(make).withSeed(seed);
    }

    public Findings run() {
        return run(finding -> {});
    }

    /**
     * Runs the check with this code alone, on {@code subject}, which remembers what other checks have measured. Whether another bug
     * is behind what it finds isn't asked then.
     *
     * @param subject this check-up's, {@link #subject}
     * @throws NoSuchCheck when no check has it
     */
    public Finding run(String code, Subject subject) {
        List<Check> one = checks().stream()
                .filter(check -> check.code().equals(code))
                .map(this::wanted)
                .toList();
        if (one.isEmpty()) {
            throw new NoSuchCheck(code);
        }
        return CheckRun.of(one)
                .withPatience(patience)
                .withBudget(budget)
                .on(subject)
                .all()
                .get(0);
    }

    /** Runs them, and hands over each finding as it comes; what it follows from is only known at the end. */
    public Findings run(Consumer<Finding> found) {
        List<Check> checks = checks().stream().map(this::wanted).toList();
        return CheckRun.of(checks).withPatience(patience).withBudget(budget).on(subject(), found);
    }

    private Check wanted(Check check) {
        String reason = suppressed.get(check.code());
        return reason == null ? check : new LeftOut(check, reason);
    }

    /** A check that its user doesn't want. */
    private record LeftOut(Check check, String reason) implements Check {
        @Override
        public String name() {
            return check.name();
        }

        @Override
        public String code() {
            return check.code();
        }

        @Override
        public Finding run(Subject subject) {
            return finding().skip("%s", "left out: " + reason);
        }
    }
}
