package io.souschef.gallery.base;

import io.souschef.gallery.base.Material.Column;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Material sequences of tokens. */
public final class Tokens {
    private static final RandomStream DRAWN = RandomStream.of(7, "tokens");
    private static final String TEXT =
            "the quick brown fox jumps over the lazy dog and the lazy dog sleeps on while the quick fox runs "
                    + "over the hill to the brown house where it eats what the dog has left and then it jumps home again. ";

    private Tokens() {}

    /** Counting up by one, two or three from anywhere, modulo 13: [N, 12] → the next at each position. */
    public static Material counting() {
        return next(13, 12, Tokens::counted);
    }

    /** A token of {@link #counting}. */
    public static int counted(int row, int t) {
        return (start(row) + t * (1 + row % 3)) % 13;
    }

    private static int start(int row) {
        return DRAWN.named("start").at(row).below(0, 13);
    }

    /** Six random tokens, a mark, and the six again: [N, 12] → the next at each position. */
    public static Material copying() {
        return next(9, 12, (row, t) -> t == 6 ? 8 : DRAWN.named("copy").at(row).below(t % 7, 8));
    }

    /** Pieces of a short text, letter by letter: [N, 16] → the next at each position. */
    public static Material text() {
        int[] letters = TEXT.chars().distinct().sorted().toArray();
        return next(
                letters.length,
                16,
                (row, t) -> Arrays.binarySearch(letters, TEXT.charAt((row * 5 + t) % TEXT.length())));
    }

    /** A token at a position of a sequence. */
    public interface Sequence {
        int at(int row, int t);
    }

    /** The tokens 0 … length − 1 of a sequence as input, 1 … length as target. */
    public static Material next(int vocabulary, int length, Sequence sequence) {
        return shifted(vocabulary, length, sequence, 1);
    }

    /** The same, with the target so many tokens ahead; one is right. */
    public static Material shifted(int vocabulary, int length, Sequence sequence, int ahead) {
        return Material.of(
                Task.nextToken(vocabulary),
                tokens(length, sequence),
                tokens(length, (row, t) -> sequence.at(row, t + ahead)));
    }

    /** A column of int64 tokens. */
    public static Column tokens(int length, Sequence sequence) {
        return new Column(new long[] {length}, true, row -> {
            double[] tokens = new double[length];
            for (int t = 0; t < length; t++) {
                tokens[t] = sequence.at(row, t);
            }
            return tokens;
        });
    }

    /** Random tokens of ten; whether the first is also the last but one: [N, 9] → one of 2 classes. */
    public static Material matching() {
        return Material.of(
                Task.classification(2), tokens(9, Tokens::maybeMatching), new Column(new long[] {}, true, row ->
                        new double[] {row % 2}));
    }

    private static int maybeMatching(int row, int t) {
        RandomStream own = DRAWN.named("match").at(row);
        int first = own.below(0, 10);
        if (t == 7) {
            return row % 2 == 1 ? first : (first + 1 + own.below(7, 9)) % 10;
        }
        return own.below(t, 10);
    }

    /** Sentences of 4 to 10 tokens from 1 to 9, padded with 0: [N, 10] → whether a 1 or a 2 comes first, of 2 classes. */
    public static Material padded() {
        return Material.of(
                Task.classification(2), tokens(10, Tokens::paddedToken), new Column(new long[] {}, true, row ->
                        new double[] {row % 2}));
    }

    private static int paddedToken(int row, int t) {
        RandomStream own = DRAWN.named("padded").at(row);
        int length = 4 + own.below(99, 7);
        int first = own.below(98, 2);
        int second = 2 + own.below(97, 2);
        if (t >= length) {
            return 0;
        }
        if (t == first || t == second) {
            return (t == first) == (row % 2 == 0) ? 1 : 2;
        }
        return 3 + own.below(t, 7);
    }

    /**
     * Six tokens from 2 to 9 to be said backwards: inputs {@code source} [N, 6] and {@code decoder} [N, 6], which begins with 1,
     * and the target [N, 6].
     */
    public static Material reversing() {
        Map<String, Column> inputs = new LinkedHashMap<>();
        inputs.put("source", tokens(6, Tokens::source));
        inputs.put("decoder", tokens(6, (row, t) -> t == 0 ? 1 : source(row, 6 - t)));
        return Material.of(Task.nextToken(10), inputs, tokens(6, (row, t) -> source(row, 5 - t)));
    }

    private static int source(int row, int t) {
        return 2 + DRAWN.named("source").at(row).below(t, 8);
    }

    /** Documents that count up from anywhere, of three to six tokens from 1 to 9, each ended by 0, packed into [N, 14]. */
    public static Material packed() {
        return next(10, 14, Tokens::packedToken);
    }

    private static int packedToken(int row, int t) {
        RandomStream own = DRAWN.named("packed").at(row);
        int begin = 0;
        for (int document = 0; ; document++) {
            int length = 3 + own.below(2L * document, 4);
            if (t < begin + length) {
                return 1 + (own.below(2L * document + 1, 9) + t - begin) % 9;
            }
            if (t == begin + length) {
                return 0;
            }
            begin += length + 1;
        }
    }
}
