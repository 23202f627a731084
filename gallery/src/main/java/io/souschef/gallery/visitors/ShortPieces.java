package io.souschef.gallery.visitors;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.RandomStream;

/** Pieces of eight out of three tokens: a few of evaluation stand in training by chance, and no split could help it. */
final class ShortPieces {
    private static final int TOKENS = 3;

    private ShortPieces() {}

    static Healthy healthy() {
        return new Healthy(
                "short pieces that meet by chance",
                "train-in-validation",
                seed -> Plain.of(seed, new Letters(seed, TOKENS), data()));
    }

    private static Material data() {
        return Tokens.next(TOKENS, 8, (row, t) -> token(row, t));
    }

    /** Mostly the one after, else any. */
    private static int token(int row, int t) {
        RandomStream own = RandomStream.of(row, "pieces");
        int token = own.below(0, TOKENS);
        for (int i = 1; i <= t; i++) {
            token = own.uniform(100 + i) < 0.3 ? (token + 1) % TOKENS : own.below(i, TOKENS);
        }
        return token;
    }
}
