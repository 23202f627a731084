package io.souschef.data.table;

/**
 * A column of the file that the net is not shown.
 *
 * @param reason e.g. "constant: every row is 'EUR'"
 */
public record SkippedColumn(String name, String reason) {
    @Override
    public String toString() {
        return "column '" + name + "' skipped: " + reason;
    }
}
