package io.souschef.recipe.inspect;

import io.souschef.data.Column;
import io.souschef.data.NumberColumn;
import io.souschef.data.Table;
import io.souschef.data.columns.JointOutliers;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows that are far from all others by several columns together, though no single value of theirs need be: mistakes that look at one
 * column does not find, and examples that a net will be wrong about.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
final class OutlyingRows implements Look {
    /** Interquartile ranges beyond the upper quartile of all rows' distances. */
    private static final double FENCE = 4;

    private static final int REFERENCE = 1_000, MOST = 20_000, FEWEST = 500, COLUMNS = 100, SHOWN = 20;

    /** Of the stage's seconds, and differences of cells per second. */
    private static final double SHARE = 0.1, RATE = 300e6;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().filter(table -> table.columns().size() > 1).map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        List<Column> columns = table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
        int most = (int) Math.max(
                FEWEST, Math.min(MOST, SHARE * seen.seconds() * RATE / ((double) REFERENCE * columns.size())));
        int[] ids = Drawn.of(seen, most);
        List<JointOutliers> rows = JointOutliers.of(columns, ids, REFERENCE, seen.seed());
        List<JointOutliers> beyond = rows.stream().filter(row -> row.score() > FENCE).toList();
        Finding.Draft draft = Finding.of("outliers by several columns", "outlying-rows")
                .measured(
                        "%s further from their nearest neighbours than %.0f interquartile ranges beyond the others%s",
                        beyond.isEmpty() ? "no row is" : Phrases.count(beyond.size(), "row is", "rows are"),
                        FENCE,
                        Drawn.said(ids.length, table.size()))
                .expected("none, or rows that are what they seem");
        if (!rows.isEmpty()) {
            draft.evidence(new Evidence.Grid(
                    "Rows unlike all others",
                    "The furthest first, with the columns that set them apart. Score: interquartile ranges beyond the upper quartile.",
                    List.of("row", seen.dataset().targets().name(), "score", "apart by"),
                    rows.stream().limit(SHOWN).map(row -> line(seen, columns, row)).toList(),
                    "llrl"));
        }
        return beyond.isEmpty()
                ? draft.okIf(true)
                : draft.fix("correct them or take them out; if they can be, collect more of their kind")
                        .needsEyes("can %s be as it is?", seen.nameOf(beyond.get(0).id()));
    }

    private static List<String> line(Inspection seen, List<Column> columns, JointOutliers row) {
        return List.of(
                seen.nameOf(row.id()),
                seen.targetOf(row.id()),
                "%.1f".formatted(row.score()),
                Arrays.stream(row.columns())
                        .mapToObj(c -> "%s %s".formatted(columns.get(c).name(), text(columns.get(c), row.id())))
                        .collect(Collectors.joining(", ")));
    }

    private static String text(Column column, int id) {
        return column.isMissing(id)
                ? "missing"
                : column instanceof NumberColumn numbers ? Phrases.number(numbers.values()[id]) : column.text(id);
    }
}
