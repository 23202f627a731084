package io.souschef.recipe.inspect.splits;

import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.columns.RowOrder;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import io.souschef.statistics.GroupMeans;
import io.souschef.statistics.Ranks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether files whose names follow one another, by the numbers in them, or texts of rows that do, are alike beyond what they share as
 * members of a class: frames of a film, pages of a book, pictures of one afternoon. A split at random puts one into train and its neighbour
 * into test. Where the split keeps neighbours together, nothing is asked.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 * @see OrderOfRows
 */
public final class OrderOfFiles implements Look {
    private static final int PAIRS = 2_000, FILES = 100;

    /** That the largest correlation of all properties is chance; and one that is worth a question, as for the rows of a table. */
    private static final double PROBABILITY = 0.01, CORRELATED = 0.2;

    /** Of the neighbours, those that the split takes apart. */
    private static final double APART = 0.05;

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int PLACES = 12;

    @Override
    public Optional<Finding> at(Inspection seen) {
        boolean ordered = seen.ofFiles() || seen.texts().isPresent();
        return ordered && seen.dataset().size() >= FILES
                ? seen.labels().flatMap(labels -> finding(seen, labels))
                : Optional.empty();
    }

    private static Optional<Finding> finding(Inspection seen, Labels labels) {
        String[] keys = IntStream.range(0, seen.dataset().size())
                .mapToObj(id -> key(seen.nameOf(id), seen.targetOf(id)))
                .toArray(String[]::new);
        int[] order = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparing(id -> keys[id]))
                .mapToInt(id -> id)
                .toArray();
        int[] places = Arrays.stream(RowOrder.places(order.length, order.length, seen.seed()))
                .filter(i -> labels.values()[order[i]] == labels.values()[order[i + 1]])
                .toArray();
        if (places.length < FILES / 2) {
            return Optional.empty();
        }
        String[] parts = seen.parts();
        double apart = Arrays.stream(places)
                        .filter(i -> !parts[order[i]].equals(parts[order[i + 1]]))
                        .count()
                / (double) places.length;
        int step = Math.max(1, places.length / PAIRS);
        int[] drawn = IntStream.range(0, places.length / step)
                .map(i -> places[i * step])
                .toArray();
        int[] ids = IntStream.concat(
                        Arrays.stream(drawn).map(i -> order[i]),
                        Arrays.stream(drawn).map(i -> order[i + 1]))
                .toArray();
        int[] classes = Arrays.stream(ids).map(id -> labels.values()[id]).toArray();
        List<Axis> axes = seen.cheapAxes().stream().filter(Axis::varies).toList();
        if (axes.isEmpty()) {
            return Optional.empty();
        }
        RowOrder rest = RowOrder.of(
                axes.stream()
                        .map(axis -> GroupMeans.without(
                                Ranks.of(Arrays.stream(ids)
                                        .mapToDouble(id -> known(axis.values()[id]))
                                        .toArray()),
                                classes))
                        .toList(),
                seen.seed());
        List<Integer> alike = IntStream.range(0, axes.size())
                .filter(a -> rest.probability()[a] < PROBABILITY && rest.correlation()[a] >= CORRELATED)
                .boxed()
                .sorted(Comparator.comparingDouble(a -> -rest.correlation()[a]))
                .toList();
        double largest = Arrays.stream(rest.correlation()).max().orElse(0);
        String each = seen.ofFiles() ? "files" : "rows";
        Finding.Draft draft = Finding.of("order of the " + each, "file-order")
                .measured(
                        "%s of one class that follow one another%s: correlation %.2f at most, of %s (%,d pairs); %s of all pairs are in different splits",
                        each,
                        seen.ofFiles() ? " by name" : "",
                        largest,
                        Phrases.count(axes.size(), "property", "properties"),
                        drawn.length,
                        Phrases.percent(apart))
                .expected("neighbours no more alike than others of the same class, or in the same split");
        if (alike.isEmpty() || apart < APART) {
            return Optional.of(draft.okIf(true));
        }
        return Optional.of(draft.fix(
                        "if they are of one film, one object or one day: split so that what belongs together is on one side, with %s. If the %s were merely sorted, all is well",
                        seen.ofFiles() ? "folders train/, val/ and test/ above the classes" : "a column 'split'", each)
                .evidence(new Evidence.Grid(
                        "Properties in which neighbouring %s are alike".formatted(each),
                        "Correlation of each with the next of its class, by ranks.",
                        List.of("property", "correlation"),
                        alike.stream()
                                .map(a -> List.of(axes.get(a).name(), "%+.2f".formatted(rest.correlation()[a])))
                                .collect(Collectors.toList()),
                        "lr"))
                .needsEyes(
                        "%s that follow one another are alike in '%s': are they of one time or one object?",
                        each, axes.get(alike.get(0)).name()));
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** Sorts by class, then by what stands in the name, numbers by their size: 9 before 10. The folders of splits do not count. */
    private static String key(String name, String target) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return target
                + "/"
                + NUMBER.matcher(file)
                        .replaceAll(found ->
                                "0".repeat(Math.max(0, PLACES - found.group().length())) + found.group());
    }
}
