package io.souschef.recipe.inspect.splits;

import io.souschef.data.Labels;
import io.souschef.data.Table;
import io.souschef.data.columns.RowOrder;
import io.souschef.data.columns.Scores;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.statistics.GroupMeans;
import io.souschef.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether the order of the rows says something. A file that is sorted by its target is harmless once it is shuffled. But where neighbours
 * resemble each other beyond what they share as members of a class, they were recorded in succession, or are of one object; a random split
 * puts one into train and its neighbour into test, and the score is of interpolation.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class OrderOfRows implements Look {
    private static final int PAIRS = 2_000, ROWS = 100, COLUMNS = 100, TENTHS = 10, SHOWN = 20;

    /** That the largest correlation of all columns is chance. */
    private static final double PROBABILITY = 0.01;

    /** A correlation of neighbours that is worth a question: less says little of the one from the other. */
    private static final double CORRELATED = 0.2;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().filter(table -> table.size() >= ROWS).map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] places = RowOrder.places(table.size(), PAIRS, seen.seed());
        int[] ids = IntStream.concat(
                        Arrays.stream(places), Arrays.stream(places).map(i -> i + 1))
                .toArray();
        double[] target = target(seen, ids);
        int[] group = groups(seen, target);
        List<Column> columns =
                table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
        List<double[]> left = columns.parallelStream()
                .map(column -> GroupMeans.without(widened(Scores.ranked(Scores.plain(column, ids))), group))
                .toList();
        RowOrder order = RowOrder.of(List.of(target), seen.seed());
        RowOrder rest = RowOrder.of(left, seen.seed());
        int[] strongest = IntStream.range(0, columns.size())
                .filter(c -> rest.probability()[c] < PROBABILITY && Math.abs(rest.correlation()[c]) >= CORRELATED)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -Math.abs(rest.correlation()[c])))
                .mapToInt(c -> c)
                .toArray();
        double largest = Arrays.stream(rest.correlation()).map(Math::abs).max().orElse(0);
        boolean sorted = order.probability()[0] < PROBABILITY && order.correlation()[0] >= CORRELATED;
        Finding.Draft draft = Finding.of("order of the rows", "row-order")
                .measured(
                        "neighbouring rows: correlation of the target %.2f (p %s), of the columns beyond it %.2f at most (p %s)%s",
                        order.correlation()[0],
                        probability(order.probability()[0]),
                        largest,
                        probability(Arrays.stream(rest.probability()).min().orElse(1)),
                        sorted ? "; the file is ordered by the target, which shuffling undoes" : "")
                .expected("neighbours no more alike than others of the same target");
        if (strongest.length == 0) {
            return draft.okIf(true);
        }
        List<List<String>> rows = new ArrayList<>();
        Arrays.stream(strongest)
                .limit(SHOWN)
                .forEach(c -> rows.add(List.of(columns.get(c).name(), "%+.2f".formatted(rest.correlation()[c]))));
        return draft.fix(
                        "if rows follow one another in time, or several are of one object: give the table a column 'split' "
                                + "that keeps them on one side. If the file was merely sorted, all is well")
                .evidence(new Evidence.Grid(
                        "Columns in which neighbours are alike",
                        "Correlation of each row with the next, by ranks, what the target explains taken off.",
                        List.of("column", "correlation"),
                        rows,
                        "lr"))
                .needsEyes(
                        "neighbouring rows are alike in '%s': are they of one time or one object?",
                        columns.get(strongest[0]).name());
    }

    private static String probability(double p) {
        return p <= 0.001 ? "≤ 0.001" : String.format(Locale.ROOT, "= %.3f", p);
    }

    /** Ranks of numbers, numbers of classes. */
    private static double[] target(Inspection seen, int[] ids) {
        return seen.dataset().targets() instanceof Labels labels
                ? Arrays.stream(ids).mapToDouble(id -> labels.values()[id]).toArray()
                : Ranks.of(Arrays.stream(ids)
                        .mapToDouble(id -> seen.numbers().orElseThrow().values()[id])
                        .toArray());
    }

    /** By row, its class; of a number, its tenth. */
    private static int[] groups(Inspection seen, double[] target) {
        return seen.labels().isPresent()
                ? Arrays.stream(target).mapToInt(k -> (int) k).toArray()
                : Arrays.stream(target)
                        .mapToInt(rank -> (int) Math.min(TENTHS - 1, (rank - 0.5) / target.length * TENTHS))
                        .toArray();
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
