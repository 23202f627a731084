package io.souschef.experiment;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wall-clock time that may be spent, by a whole run or by a named part of it. It passes by itself.
 *
 * <pre>{@code
 * Budget run = Budget.of(Budget.parse("15m"), notebook.pages().spent());
 * Budget stage = run.share("regularize", 0.4);            // 40 % of what is left now
 * while (stage.remaining().compareTo(oneTraining) > 0) …
 * }</pre>
 */
public final class Budget {
    private static final Pattern LENGTH =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?:in)?)?(?:(\\d{1,7})s)?", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Duration total;
    private final Duration before;
    private final Optional<Budget> whole;
    private final LongSupplier nanos;
    private final long start;

    private Budget(String name, Duration total, Duration before, Optional<Budget> whole, LongSupplier nanos) {
        if (total.isNegative() || before.isNegative())
            throw new IllegalArgumentException("budget '" + name + "' of " + total + ", " + before + " spent");
        this.name = name;
        this.total = total;
        this.before = before;
        this.whole = whole;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /**
     * A length of time as a user types it: "2h", "1h30m", "15m", "90s".
     *
     * @throws BudgetUnclear if it is anything else, or nothing
     */
    public static Duration parse(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) throw new BudgetUnclear(text);
        Duration length = Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3));
        if (length.isZero()) throw new BudgetUnclear(text);
        return length;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A length of time as {@link #parse} reads it, to the second: "1h30m". */
    public static String text(Duration length) {
        long seconds = Math.round(length.toMillis() / 1000.0);
        String text = (seconds >= 3600 ? seconds / 3600 + "h" : "")
                + (seconds % 3600 >= 60 ? seconds % 3600 / 60 + "m" : "")
                + (seconds % 60 > 0 ? seconds % 60 + "s" : "");
        return text.isEmpty() ? "0s" : text.toLowerCase(Locale.ROOT);
    }

    /** The budget of a run, of which earlier processes have already spent some; see {@link Pages#spent}. It starts to pass now. */
    public static Budget of(Duration total, Duration alreadySpent) {
        return of(total, alreadySpent, System::nanoTime);
    }

    /** The same with another clock, in nanoseconds from anywhere. */
    public static Budget of(Duration total, Duration alreadySpent, LongSupplier nanos) {
        return new Budget("run", total, alreadySpent, Optional.empty(), nanos);
    }

    /**
     * A part of this budget: {@code fraction} of what remains now, from now on. It never has more left than the whole has.
     *
     * @param name for what, to be shown
     * @param fraction 0…1
     */
    public Budget share(String name, double fraction) {
        if (!(fraction >= 0 && fraction <= 1))
            throw new IllegalArgumentException("share '" + name + "' of a budget is " + fraction + ", expected 0 to 1");
        Duration part = Duration.ofNanos(Math.round(remaining().toNanos() * fraction));
        return new Budget(name, part, Duration.ZERO, Optional.of(this), nanos);
    }

    /** For what it is. */
    public String name() {
        return name;
    }

    /** All of it. */
    public Duration total() {
        return total;
    }

    /** How much has passed, by earlier processes also. May be more than the total. */
    public Duration spent() {
        return before.plusNanos(nanos.getAsLong() - start);
    }

    /** How much is left; zero when it is over. */
    public Duration remaining() {
        Duration own = total.minus(spent());
        Duration left = own.isNegative() ? Duration.ZERO : own;
        return whole.map(Budget::remaining).filter(w -> w.compareTo(left) < 0).orElse(left);
    }

    /** How much of it has passed, 0…1; 1 when it is over. */
    public double fraction() {
        if (total.isZero()) return 1;
        return Math.min(1, (double) spent().toNanos() / total.toNanos());
    }

    /** Whether nothing is left. */
    public boolean over() {
        return remaining().isZero();
    }
}
