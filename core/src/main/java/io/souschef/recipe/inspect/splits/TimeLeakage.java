package io.souschef.recipe.inspect.splits;

import io.souschef.data.Table;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Strength;
import io.souschef.tensor.RandomStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the split shuffles a time with which the target changes. Then validation and test are of the same days as train, and a score of
 * them says nothing of tomorrow.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class TimeLeakage implements Look {
    private static final Pattern YEAR = Pattern.compile("(?i)(.*[_ .-])?(year|yr)");
    private static final double FIRST_YEAR = 1700, LAST_YEAR = 2100;

    /** Of the loss, what the time alone has to tell for a shuffled split to matter. */
    private static final double TELLS = 0.05;

    /** The share of validation and test that is later than all but a hundredth of train, if the split is by time. */
    private static final double LATER = 0.9;

    private static final double PROBABILITY = 0.01;
    private static final int ROWS = 20_000, BINS = 30;

    private record Timed(
            String column, boolean date, double from, double to, double tells, double probability, double later) {
        boolean matters() {
            return tells >= TELLS && probability < PROBABILITY && later < LATER;
        }

        String text(double time) {
            return date ? LocalDate.ofEpochDay((long) Math.floor(time)).toString() : "%.0f".formatted(time);
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().flatMap(table -> finding(seen, table));
    }

    private static Optional<Finding> finding(Inspection seen, Table table) {
        List<Timed> times = Stream.concat(table.columns().stream(), table.aside().columns().stream())
                .filter(column -> isTime(table, column))
                .map(column ->
                        timed(seen, (NumberColumn) column, table.aside().dates().contains(column.name())))
                .toList();
        if (times.isEmpty()) {
            return Optional.empty();
        }
        List<Timed> mattering = times.stream().filter(Timed::matters).toList();
        Timed first = mattering.isEmpty() ? times.get(0) : mattering.get(0);
        List<List<String>> rows = new ArrayList<>();
        for (Timed one : times) {
            rows.add(List.of(
                    one.column,
                    one.text(one.from) + " … " + one.text(one.to),
                    Phrases.percent(one.tells),
                    "%.3f".formatted(one.probability),
                    Phrases.percent(one.later)));
        }
        Finding.Draft draft = Finding.of("time across splits", "time-leakage")
                .measured(
                        "'%s' alone tells %s of the %s; %s of the rows of validation and test are later than train",
                        first.column,
                        Phrases.percent(first.tells),
                        seen.labels().isPresent() ? "log loss" : "variance",
                        Phrases.percent(first.later))
                .expected("a target that does not change with time, or a split by time")
                .evidence(new Evidence.Grid(
                        "Times",
                        "Tells: of the loss, what is saved by knowing the time alone. Later: of the rows of validation and test, those "
                                + "after all but a hundredth of train.",
                        List.of("column", "from … to", "tells", "p", "later"),
                        rows,
                        "llrrr"));
        return Optional.of(
                mattering.isEmpty()
                        ? draft.okIf(true)
                        : draft.fix("if so, give the table a column 'split': the oldest rows train, the newest test")
                                .needsEyes(
                                        "the target changes with '%s', which the split shuffles: is the model to predict later rows?",
                                        first.column));
    }

    private static boolean isTime(Table table, Column column) {
        if (!(column instanceof NumberColumn numbers) || numbers.missing() == numbers.size()) {
            return false;
        }
        return table.aside().dates().contains(column.name())
                || (YEAR.matcher(column.name()).matches()
                        && numbers.isWhole()
                        && Arrays.stream(numbers.values())
                                .allMatch(v -> Double.isNaN(v) || (v >= FIRST_YEAR && v <= LAST_YEAR)));
    }

    private static Timed timed(Inspection seen, NumberColumn column, boolean date) {
        double[] train = present(column, seen.dataset().split().train());
        double[] held = present(column, seen.dataset().split().heldOut());
        double edge = train.length == 0 ? Double.POSITIVE_INFINITY : train[(int) (0.99 * (train.length - 1))];
        double later = Arrays.stream(held).filter(v -> v > edge).count() / (double) Math.max(1, held.length);
        Strength strength = new Strength(seen.dataset(), ROWS);
        int[] bins = strength.bins(column, Math.max(2, Math.min(BINS, strength.ids().length / 10)));
        double tells = strength.ofBins(bins);
        double probability = tells < TELLS ? 1 : strength.chanceOf(bins, tells, RandomStream.of(seen.seed(), "time"));
        double[] all = present(column, IntStream.range(0, column.size()).toArray());
        return new Timed(column.name(), date, all[0], all[all.length - 1], tells, probability, later);
    }

    private static double[] present(NumberColumn column, int[] ids) {
        return Arrays.stream(ids)
                .mapToDouble(id -> column.values()[id])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
    }
}
