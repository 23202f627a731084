package io.souschef.data.table;

/** One column of a table, all rows of it. */
public sealed interface Column permits NumberColumn, CategoryColumn {
    String name();

    /** The number of rows. */
    int size();

    boolean isMissing(int row);

    /** The cell as text, "" where it is missing. */
    String text(int row);

    /** The cell as 64 bits, the same for cells that are equal and for them alone; all that are missing are equal. */
    long bits(int row);

    /** The same column with only these rows, in this order. */
    Column rows(int... rows);

    /** "number" or "category", with what there is to know in a few words. */
    String describe();

    /** How many cells are missing. */
    default int missing() {
        int missing = 0;
        for (int row = 0; row < size(); row++) {
            missing += isMissing(row) ? 1 : 0;
        }
        return missing;
    }
}
