package io.souschef.recipe.inspect.tables;

import io.souschef.data.axis.Axis;
import io.souschef.data.summary.Summary;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The outermost values of every column of numbers, with the rows that they are in, those first that lie furthest out. Typing errors,
 * wrong units and codes for "unknown" (−999) are found here.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class ColumnExtremes implements Look {
    private static final int SHOWN = 40;
    private static final int ENDS = 3;

    /** A column and how far its outermost value lies from the nearer quartile, in interquartile ranges. */
    private record Reach(Axis axis, Axis.Spread spread, double far) {
        static Reach of(Axis axis, Axis.Spread s) {
            double range = s.q75() > s.q25() ? s.q75() - s.q25() : s.std();
            return new Reach(axis, s, Math.max(s.q25() - s.min(), s.max() - s.q75()) / range);
        }
    }

    @Override
    public Optional<Finding> at(Inspection seen) {
        List<Axis.Spread> spreads = spreads(seen);
        List<Reach> reaches = seen.table().isEmpty()
                ? List.of()
                : IntStream.range(0, spreads.size())
                        .mapToObj(i -> Reach.of(seen.summary().axes().get(i), spreads.get(i)))
                        .filter(reach -> reach.spread.min() < reach.spread.max())
                        .sorted(Comparator.comparingDouble((Reach reach) -> -reach.far))
                        .toList();
        return reaches.isEmpty() ? Optional.empty() : Optional.of(finding(seen, reaches));
    }

    /** Of the columns of numbers, in their order, which is that of the axes. */
    private static List<Axis.Spread> spreads(Inspection seen) {
        return seen.summary().columns().stream()
                .filter(column -> column.kind().equals("number"))
                .map(Summary.ColumnSummary::spread)
                .toList();
    }

    private static Finding finding(Inspection seen, List<Reach> reaches) {
        Reach furthest = reaches.get(0);
        List<List<String>> rows = new ArrayList<>();
        for (Reach reach : reaches.subList(0, Math.min(SHOWN, reaches.size()))) {
            rows.add(List.of(
                    reach.axis.name(),
                    ends(seen, reach.axis, reach.axis.lowest(ENDS)),
                    "%s … %s".formatted(Phrases.number(reach.spread.q25()), Phrases.number(reach.spread.q75())),
                    ends(seen, reach.axis, reach.axis.highest(ENDS)),
                    Phrases.number(reach.far)));
        }
        return Finding.of("outliers along any axis", "extremes")
                .measured(
                        "furthest out: '%s', %s interquartile ranges beyond the quartiles",
                        furthest.axis.name(), Phrases.number(furthest.far))
                .expected("extremes that can be, and that the net will meet again")
                .evidence(new Evidence.Grid(
                        "Extremes of every column",
                        "Lowest and highest values with their rows, beside the middle half of all; the last column says how far out they are.",
                        List.of("column", "lowest", "middle half", "highest", "reach"),
                        rows,
                        "llclr"))
                .needsEyes("can all of these values be, and is none a code for something missing?");
    }

    private static String ends(Inspection seen, Axis axis, int[] ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> "%s (%s)".formatted(Phrases.number(axis.values()[id]), seen.nameOf(id)))
                .collect(Collectors.joining(", "));
    }
}
