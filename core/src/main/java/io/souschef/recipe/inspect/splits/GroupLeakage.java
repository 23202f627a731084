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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of one patient, one user, one device on both sides of the split. Where the group tells the target, a model may know the group again
 * instead of learning what makes the target, and a test on groups that it was trained on does not show that.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"data imbalances and biases", section 1 of the recipe</a>
 */
public final class GroupLeakage implements Look {
    private static final Pattern NAME =
            Pattern.compile("(?i)(.*[_ .-])?(id|ids|uuid|guid|patient|subject|user|customer|person|client|session"
                    + "|speaker|writer|author|household|family|group|site|device|machine|account|player|student|plate|batch|lot|scene|video|clip"
                    + "|animal|sample|donor|case|visitor)([_ .-]?(id|no|nr|num|number|code|key))?");

    /** Groups of so many rows on average are groups; a column by another name needs so many groups of so few rows to be taken for one. */
    private static final double LEAST_ROWS = 2, MOST_ROWS = 20;

    private static final int GROUPS = 10, MANY_GROUPS = 50;

    /** Of the rows of validation and test, those whose group is in train too; and what the group tells of the target. */
    private static final double STRADDLING = 0.2, TELLS = 0.05;

    private static final int ROWS = 20_000, SHOWN = 20;
    private static final double PROBABILITY = 0.01;

    /** @param straddling share of the rows held out whose group is in train */
    private record Grouped(
            String column, boolean named, int groups, double straddling, double tells, double probability) {
        boolean leaks() {
            return straddling >= STRADDLING && tells >= TELLS && probability < PROBABILITY;
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        List<Grouped> groups = Stream.concat(table.columns().stream(), table.aside().columns().stream())
                .map(column -> grouped(seen, column))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Grouped one) -> !one.leaks()).thenComparing(one -> -one.tells))
                .limit(SHOWN)
                .toList();
        List<Grouped> leaking = groups.stream().filter(Grouped::leaks).toList();
        Finding.Draft draft = Finding.of("groups across splits", "group-leakage")
                .measured("%s", groups.isEmpty() ? "no column names groups of rows" : sentence(seen, groups.get(0)))
                .expected("rows of one group in one split, or groups that do not tell the target");
        if (!groups.isEmpty()) {
            draft.evidence(new Evidence.Grid(
                    "Groups of rows",
                    "Across: of the rows of validation and test, those whose group was trained on. Tells: of the loss, what is saved by "
                            + "knowing the group alone.",
                    List.of("column", "groups", "across", "tells", "p"),
                    groups.stream()
                            .map(one -> List.of(
                                    one.column,
                                    "%,d".formatted(one.groups),
                                    Phrases.percent(one.straddling),
                                    Phrases.percent(one.tells),
                                    "%.3f".formatted(one.probability)))
                            .toList(),
                    "lrrrr"));
        }
        if (leaking.isEmpty()) {
            return draft.okIf(true);
        }
        Grouped first = leaking.get(0);
        draft.fix(
                "if new data will be of new groups: give the table a column 'split' (train, validation, test) that keeps each '%s' on one "
                        + "side, and leave the column itself out: --type %s=skip",
                first.column, first.column);
        return first.named
                ? draft.cause("the split takes the groups apart, and the group tells the target")
                        .warnIf(true)
                : draft.needsEyes("will new rows be of new '%s', or of those that are here?", first.column);
    }

    private static String sentence(Inspection seen, Grouped one) {
        return "'%s': %s; %s of the rows of validation and test are of one that is in train; it tells %s of the %s"
                .formatted(
                        one.column,
                        Phrases.count(one.groups, "group", "groups"),
                        Phrases.percent(one.straddling),
                        Phrases.percent(one.tells),
                        seen.labels().isPresent() ? "log loss" : "variance");
    }

    private static Optional<Grouped> grouped(Inspection seen, Column column) {
        boolean named = NAME.matcher(column.name()).matches();
        if (column instanceof NumberColumn numbers && !(named && numbers.isWhole())) {
            return Optional.empty();
        }
        Map<Long, Integer> numbers = new HashMap<>();
        int[] group = new int[column.size()];
        int present = 0;
        for (int id = 0; id < group.length; id++) {
            group[id] = -1;
            if (!column.isMissing(id)) {
                Integer known = numbers.putIfAbsent(column.bits(id), numbers.size());
                group[id] = known == null ? numbers.size() - 1 : known;
                present++;
            }
            if (numbers.size() * LEAST_ROWS > group.length) {
                return Optional.empty(); // hardly two rows each
            }
        }
        int groups = numbers.size();
        double rows = (double) present / Math.max(1, groups);
        boolean fits = named
                ? groups >= GROUPS && rows >= LEAST_ROWS
                : groups >= MANY_GROUPS && rows >= LEAST_ROWS && rows <= MOST_ROWS;
        return fits ? Optional.of(measured(seen, column.name(), named, group, groups)) : Optional.empty();
    }

    private static Grouped measured(Inspection seen, String name, boolean named, int[] group, int groups) {
        boolean[] trained = new boolean[groups];
        Arrays.stream(seen.dataset().split().train())
                .filter(id -> group[id] >= 0)
                .forEach(id -> trained[group[id]] = true);
        int[] held = seen.dataset().split().heldOut();
        double across = Arrays.stream(held)
                        .filter(id -> group[id] >= 0 && trained[group[id]])
                        .count()
                / (double) Math.max(1, held.length);
        int[] ids = wholeGroups(group, groups, seen.seed());
        Strength strength = new Strength(seen.dataset(), ids);
        int[] bins = Arrays.stream(ids).map(id -> group[id]).toArray();
        double tells = strength.ofBins(bins);
        double probability = tells < TELLS ? 1 : strength.chanceOf(bins, tells, RandomStream.of(seen.seed(), "groups"));
        return new Grouped(name, named, groups, across, tells, probability);
    }

    /** Rows of groups drawn at random, all of each, until there are enough. */
    private static int[] wholeGroups(int[] group, int groups, long seed) {
        int[] sizes = new int[groups];
        Arrays.stream(group).filter(g -> g >= 0).forEach(g -> sizes[g]++);
        boolean[] drawn = new boolean[groups];
        int rows = 0;
        for (int g : RandomStream.of(seed, "whole groups").permutation(groups)) {
            if (rows >= ROWS) {
                break;
            }
            drawn[g] = true;
            rows += sizes[g];
        }
        IntPredicate in = id -> group[id] >= 0 && drawn[group[id]];
        return IntStream.range(0, group.length).filter(in).limit(2L * ROWS).toArray();
    }
}
