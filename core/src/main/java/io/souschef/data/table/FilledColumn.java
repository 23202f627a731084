package io.souschef.data.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;

/** A column that is filled piece by piece with what DuckDB reads. */
final class FilledColumn {
    private final String name;
    private final boolean number;
    private final double[] values;
    private final int[] codes;
    private final Map<String, Integer> levels = new HashMap<>();
    private int notFinite;

    FilledColumn(String name, boolean number, int size) {
        this.name = name;
        this.number = number;
        this.values = new double[number ? size : 0];
        this.codes = new int[number ? 0 : size];
    }

    /** Writes cells into the rows from {@code from} on. */
    void take(DuckDBReadableVector cells, int from) {
        int count = (int) cells.rowCount();
        for (int i = 0; i < count; i++) {
            if (number) {
                double value = cells.getDouble(i, Double.NaN);
                boolean finite = Double.isFinite(value);
                notFinite += finite || cells.isNull(i) ? 0 : 1;
                values[from + i] = finite ? value : Double.NaN;
            } else {
                String word = cells.isNull(i) ? "" : cells.getString(i).strip();
                codes[from + i] = Cells.MISSING.contains(word) ? CategoryColumn.MISSING : code(word);
            }
        }
    }

    private int code(String word) {
        Integer known = levels.putIfAbsent(word, levels.size());
        return known == null ? levels.size() - 1 : known;
    }

    /** The column with all of its rows. */
    Column whole() {
        return number ? new NumberColumn(name, values) : new CategoryColumn(name, codes, inOrder());
    }

    private List<String> inOrder() {
        String[] words = new String[levels.size()];
        levels.forEach((word, code) -> words[code] = word);
        return Arrays.asList(words);
    }

    /** Cells that are there and no finite number. */
    void note(List<String> notes) {
        ColumnTypes.noteNotFinite(name, notFinite, notes);
    }
}
