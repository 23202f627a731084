package io.souschef.gallery.base;

import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;

/** Material sequences of unequal lengths. */
public final class Sentences {
    private static final RandomStream DRAWN = RandomStream.of(7, "sentences");
    private static final int LENGTH = 10;

    private Sentences() {}

    /** Counting up by one or two through 1 … 9 for 4 to 10 tokens, then padding 0: [N, 10] → the next, or padding. */
    public static Material padded() {
        return Material.of(
                Task.nextToken(10, 0),
                Tokens.tokens(LENGTH, Sentences::at),
                Tokens.tokens(LENGTH, (row, t) -> at(row, t + 1)));
    }

    private static int at(int row, int t) {
        int length = 4 + DRAWN.named("length").at(row).below(0, 7);
        return t >= length ? 0 : 1 + (DRAWN.at(row).below(0, 9) + t * (1 + row % 2)) % 9;
    }
}
