package io.souschef.gallery.visitors;

import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Tokens;
import io.souschef.train.Task;

/** Counting sequences of 3 to 14 tokens from 1 to 13: filled up with 0, while targets that don't count are −100. */
final class Unequal {
    private Unequal() {}

    static Material data() {
        return Material.of(
                Task.nextToken(14),
                Tokens.tokens(14, (row, t) -> t < length(row) ? 1 + Tokens.counted(row, t) : 0),
                Tokens.tokens(14, (row, t) -> t < length(row) ? 1 + Tokens.counted(row, t + 1) : -100));
    }

    private static int length(int row) {
        return 3 + row * 5 % 12;
    }
}
