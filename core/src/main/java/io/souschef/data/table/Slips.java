package io.souschef.data.table;

import java.util.List;

/**
 * Cells of a column of numbers that hold none, and count as missing.
 *
 * @param column its name
 * @param count how many there are
 * @param cells how many of the column's cells are filled
 * @param examples the first few, with their rows: "row 17 'abc'"
 */
public record Slips(String column, int count, int cells, List<String> examples) {
    public Slips {
        examples = List.copyOf(examples);
    }
}
