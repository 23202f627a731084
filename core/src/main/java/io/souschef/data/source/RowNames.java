package io.souschef.data.source;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** "train-images row 0", "train-images row 1", …: made when asked for. */
public final class RowNames extends AbstractList<String> implements RandomAccess {
    private final String of;
    private final int size;

    /** @param of what the rows are in, e.g. the name of a file without its ending */
    public RowNames(String of, int size) {
        this.of = of;
        this.size = size;
    }

    @Override
    public String get(int row) {
        return of + " row " + Objects.checkIndex(row, size);
    }

    @Override
    public int size() {
        return size;
    }
}
