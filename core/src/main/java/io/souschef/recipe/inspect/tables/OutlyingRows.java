package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.columns.JointOutliers;
import io.souschef.data.table.Column;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Drawn;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.List;
import java.util.Optional;

/**
 * Rows in which a number does not fit the others, though it need not be rare itself: mistakes that look at one
 * column does not find, and examples that a net will be wrong about.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"the outliers especially almost always uncover some bugs", section 1</a>
 */
public final class OutlyingRows implements Look {
    /** Standard deviations of what is left of a column when all others have had their say. */
    private static final double FENCE = 6;

    private static final int MOST = 20_000, COLUMNS = 100, SHOWN = 20;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().filter(table -> table.columns().size() > 1).map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        List<Column> columns =
                table.columns().subList(0, Math.min(COLUMNS, table.columns().size()));
        int[] ids = Drawn.of(seen, MOST);
        List<JointOutliers> rows = JointOutliers.of(columns, ids);
        List<JointOutliers> beyond =
                rows.stream().filter(row -> row.score() > FENCE).toList();
        Finding.Draft draft = Finding.of("outliers by several columns", "outlying-rows")
                .measured(
                        "%s a number more than %.0f standard deviations from what the rest of the row says%s",
                        beyond.isEmpty() ? "no row has" : Phrases.count(beyond.size(), "row has", "rows have"),
                        FENCE,
                        Drawn.said(ids.length, table.size()))
                .expected("none, or rows that are what they seem");
        if (!rows.isEmpty()) {
            draft.evidence(new Evidence.Grid(
                    "Rows unlike all others",
                    "The furthest first, with the number that does not fit the others of its row. Score: standard deviations, by ranks.",
                    List.of("row", seen.dataset().targets().name(), "score", "does not fit"),
                    rows.stream()
                            .limit(SHOWN)
                            .map(row -> line(seen, columns, row))
                            .toList(),
                    "llrl"));
        }
        return beyond.isEmpty()
                ? draft.okIf(true)
                : draft.fix("correct them or take them out; if they can be, collect more of their kind")
                        .needsEyes(
                                "can %s be as it is, with %s?",
                                seen.nameOf(beyond.get(0).id()), value(columns, beyond.get(0)));
    }

    private static List<String> line(Inspection seen, List<Column> columns, JointOutliers row) {
        return List.of(
                seen.nameOf(row.id()),
                seen.targetOf(row.id()),
                "%.1f".formatted(row.score()),
                "%s; the other columns say %s".formatted(value(columns, row), row.saysMore() ? "more" : "less"));
    }

    private static String value(List<Column> columns, JointOutliers row) {
        Column column = columns.get(row.column());
        return "%s = %s".formatted(column.name(), Phrases.number(((NumberColumn) column).values()[row.id()]));
    }
}
