package io.souschef.recipe.inspect.tables;

import io.souschef.data.Table;
import io.souschef.data.table.Column;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Excerpt;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Columns that are the same in all but a handful of the training rows. From so few rows a net learns their noise; and where those are all
 * in one split, what it learns can't be tested.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"what variation is spurious", section 1 of the recipe</a>
 */
public final class NearlyConstant implements Look {
    /** Training rows in which a column differs from its most frequent value: fewer than ten, and fewer than one in a hundred. */
    private static final int FEW = 10;

    private static final double SHARE = 0.01;
    private static final int SHOWN = 50, LETTERS = 60;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.table().map(table -> finding(seen, table));
    }

    private static Finding finding(Inspection seen, Table table) {
        int[] train = seen.dataset().split().train();
        int few = (int) Math.min(FEW, Math.ceil(SHARE * train.length));
        List<List<String>> rows = table.columns().parallelStream()
                .map(column -> line(seen, column, train, few))
                .flatMap(Optional::stream)
                .toList();
        List<String> names = rows.stream().map(row -> "'" + row.get(0) + "'").toList();
        Finding.Draft draft = Finding.of("columns that hardly vary", "nearly-constant")
                .measured(
                        "%s in fewer than %d of %,d training rows%s",
                        names.isEmpty()
                                ? "no column differs"
                                : Phrases.count(names.size(), "column differs", "columns differ"),
                        few,
                        train.length,
                        names.isEmpty() ? "" : ": " + Phrases.some(names, 6))
                .expected("ten rows or one in a hundred that differ, to learn from");
        if (!rows.isEmpty()) {
            draft.cause("all but a handful of rows are the same there")
                    .fix(
                            "leave it out: --type %s=skip; or look whether these rows are mistakes",
                            rows.get(0).get(0))
                    .evidence(new Evidence.Grid(
                            "Columns that hardly vary",
                            rows.size() > SHOWN ? "The first %,d of %,d.".formatted(SHOWN, rows.size()) : "",
                            List.of("column", "nearly always", "else"),
                            rows.stream().limit(SHOWN).toList(),
                            "lll"));
        }
        return draft.warnIf(!rows.isEmpty());
    }

    /** Empty for a column that differs often enough, and for one that never does. */
    private static Optional<List<String>> line(Inspection seen, Column column, int[] train, int few) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int id : train) {
            counts.merge(column.bits(id), 1, Integer::sum);
            if (counts.size() > few) {
                return Optional.empty();
            }
        }
        var most = counts.entrySet().stream().max(Map.Entry.comparingByValue());
        int others = train.length - most.map(Map.Entry::getValue).orElse(train.length);
        if (others == 0 || others >= few) {
            return Optional.empty();
        }
        long usual = most.orElseThrow().getKey();
        List<String> odd = new ArrayList<>();
        Arrays.stream(train)
                .filter(id -> column.bits(id) != usual)
                .forEach(id -> odd.add("%s '%s'".formatted(seen.nameOf(id), Excerpt.cut(column.text(id), LETTERS))));
        String value = Arrays.stream(train)
                .filter(id -> column.bits(id) == usual)
                .mapToObj(column::text)
                .findFirst()
                .orElse("");
        return Optional.of(List.of(
                column.name(), value.isEmpty() ? "missing" : value, odd.stream().collect(Collectors.joining(", "))));
    }
}
