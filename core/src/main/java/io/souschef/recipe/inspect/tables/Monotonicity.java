package io.souschef.recipe.inspect.tables;

import io.souschef.data.Labels;
import io.souschef.data.Table;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.recipe.inspect.look.Strength;
import io.souschef.statistics.Ranks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether the target rises or falls with a column, or goes up and down along it: the mean of the target in bins of the column, and the best
 * rising or falling curve through them. What only rises or falls a linear model, or one that is bound to rise, has most of; what goes up
 * and down needs bins or a hidden layer.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"visualize their distributions", section 1 of the recipe</a>
 */
public final class Monotonicity implements Look {
    private static final int MOST = 20_000, SHOWN = 40, BINS = 20, ROWS_PER_BIN = 10;

    /**
     * A column that tells less of the target is passed over; and rows' worth of luck. Of 400 columns of noise 4 tell more than 0.16, 0.05 and
     * 0.005 of 50, 100 and 200 rows, the luckiest 0.28, 0.09 and 0.02, of 1,000 rows 0.00.
     */
    private static final double WEAK = 0.02, LUCK = 15;

    /** Of the variance between the bins, what the best rising or falling curve explains, if that is all there is to it. */
    private static final double MOSTLY = 0.9;

    private record Course(String column, double strength, double spearman, double monotone) {
        String words() {
            return monotone < MOSTLY ? "up and down" : spearman > 0 ? "rises" : "falls";
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        boolean ordered = seen.numbers().isPresent()
                || seen.labels().filter(labels -> labels.classes().size() == 2).isPresent();
        return ordered ? seen.table().flatMap(table -> finding(seen, table)) : Optional.empty();
    }

    private static Optional<Finding> finding(Inspection seen, Table table) {
        Strength strength = new Strength(seen.dataset(), MOST);
        double[] target = target(seen, strength.ids());
        List<Course> courses = table.columns().parallelStream()
                .filter(NumberColumn.class::isInstance)
                .map(column -> course((NumberColumn) column, strength, target))
                .filter(course -> course.strength >= Math.max(WEAK, LUCK / strength.ids().length))
                .sorted(Comparator.comparingDouble((Course course) -> -course.strength))
                .toList();
        List<String> crooked = courses.stream()
                .filter(course -> course.monotone < MOSTLY)
                .map(course -> "'" + course.column + "'")
                .toList();
        if (courses.isEmpty()) {
            return Optional.empty();
        }
        String name = seen.labels()
                .map(labels -> "P(%s)".formatted(labels.classes().get(1)))
                .orElse(seen.dataset().targets().name());
        return Optional.of(Finding.of("rises or falls", "monotonicity")
                .measured(
                        "%s rises or falls with %d of the %d columns of numbers that tell something about it%s",
                        name,
                        courses.size() - crooked.size(),
                        courses.size(),
                        crooked.isEmpty() ? "" : ", goes up and down along " + Phrases.some(crooked, 4))
                .expected("nothing; it says which model is enough")
                .fix(
                        crooked.isEmpty()
                                ? "a linear baseline will be strong; a net that does not beat it has a bug"
                                : "a linear model misses what goes up and down: bins, splines or a hidden layer have it")
                .evidence(new Evidence.Grid(
                        "The course of " + name + " along each column",
                        "Monotone: how much of what the column tells a curve has that only rises or only falls.",
                        List.of("column", "tells", "Spearman", "monotone", "course"),
                        courses.stream()
                                .limit(SHOWN)
                                .map(course -> List.of(
                                        course.column,
                                        Phrases.percent(course.strength),
                                        "%+.2f".formatted(course.spearman),
                                        Phrases.percent(course.monotone),
                                        course.words()))
                                .toList(),
                        "lrrrl"))
                .okIf(true));
    }

    private static double[] target(Inspection seen, int[] ids) {
        return seen.numbers()
                .map(numbers -> Arrays.stream(ids)
                        .mapToDouble(id -> numbers.values()[id])
                        .toArray())
                .orElseGet(() -> {
                    Labels labels = seen.labels().orElseThrow();
                    return Arrays.stream(ids)
                            .mapToDouble(id -> labels.values()[id])
                            .toArray();
                });
    }

    private static Course course(NumberColumn column, Strength strength, double[] target) {
        int[] ids = strength.ids();
        int[] present = IntStream.range(0, ids.length)
                .filter(i -> !column.isMissing(ids[i]))
                .toArray();
        double[] x =
                Arrays.stream(present).mapToDouble(i -> column.values()[ids[i]]).toArray();
        double[] y = Arrays.stream(present).mapToDouble(i -> target[i]).toArray();
        double spearman = Ranks.spearman(x, y);
        return new Course(column.name(), strength.of(column), spearman, monotone(Ranks.of(x), y, spearman >= 0));
    }

    /** The share of the variance between bins that the best curve in this direction explains, chance within bins taken off; 1 at most. */
    private static double monotone(double[] ranks, double[] y, boolean rising) {
        int bins = Math.max(2, Math.min(BINS, y.length / ROWS_PER_BIN));
        double[] sums = new double[bins];
        double[] squares = new double[bins];
        double[] rows = new double[bins];
        for (int i = 0; i < y.length; i++) {
            int bin = (int) Math.min(bins - 1, (ranks[i] - 0.5) / y.length * bins);
            double v = rising ? y[i] : -y[i];
            sums[bin] += v;
            squares[bin] += v * v;
            rows[bin]++;
        }
        double mean = Arrays.stream(sums).sum() / Math.max(1, y.length);
        double[] fitted = isotonic(sums, rows);
        double between = 0;
        double missed = 0;
        double chance = 0;
        for (int b = 0; b < bins; b++) {
            if (rows[b] > 1) {
                double m = sums[b] / rows[b];
                between += rows[b] * (m - mean) * (m - mean);
                missed += rows[b] * (m - fitted[b]) * (m - fitted[b]);
                chance += (squares[b] / rows[b] - m * m) * rows[b] / (rows[b] - 1);
            }
        }
        double real = between - chance;
        return real <= 0 ? 1 : Math.max(0, Math.min(1, 1 - Math.max(0, missed - chance) / real));
    }

    /** Pools neighbours that violate the order, until none does. */
    private static double[] isotonic(double[] sums, double[] rows) {
        int n = sums.length;
        double[] blockSum = new double[n];
        double[] blockRows = new double[n];
        int[] last = new int[n];
        int blocks = 0;
        for (int b = 0; b < n; b++) {
            blockSum[blocks] = sums[b];
            blockRows[blocks] = rows[b];
            last[blocks++] = b;
            while (blocks > 1
                    && blockSum[blocks - 2] * blockRows[blocks - 1] >= blockSum[blocks - 1] * blockRows[blocks - 2]) {
                blockSum[blocks - 2] += blockSum[blocks - 1];
                blockRows[blocks - 2] += blockRows[blocks - 1];
                last[blocks - 2] = last[blocks - 1];
                blocks--;
            }
        }
        double[] fitted = new double[n];
        int from = 0;
        for (int block = 0; block < blocks; block++) {
            for (; from <= last[block]; from++) {
                fitted[from] = blockRows[block] > 0 ? blockSum[block] / blockRows[block] : 0;
            }
        }
        return fitted;
    }
}
