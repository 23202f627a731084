package io.souschef.gallery.base;

import io.souschef.gallery.base.Material.Column;
import io.souschef.tensor.RandomStream;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Made sequences of tokens. */
public final class Tokens {
    private static final RandomStream DRAWN = RandomStream.of(7, "tokens");
    private static final int[] COUNTS = DRAWN.named("counts").permutation(13 * 5 * 5);
    private static final String[] QUALITIES = {"quick", "brown", "lazy", "old", "small", "grey", "young", "sly"};
    private static final String[] ANIMALS = {"fox", "dog", "cat", "hen", "owl", "mouse", "goat", "cow"};
    private static final String[] DEEDS = {
        "jumps over", "runs after", "looks at", "waits for", "eats with", "hides from"
    };
    private static final String TEXT = text(220);

    private Tokens() {}

    private static String text(int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            RandomStream own = DRAWN.named("text").at(i);
            text.append("the ").append(QUALITIES[own.below(0, 8)]).append(' ').append(ANIMALS[own.below(1, 8)]);
            text.append(' ').append(DEEDS[own.below(2, 6)]);
            text.append(" the ")
                    .append(QUALITIES[own.below(3, 8)])
                    .append(' ')
                    .append(ANIMALS[own.below(4, 8)])
                    .append(". ");
        }
        return text.toString();
    }

    /** Counting up by two steps in turn, from anywhere, modulo 13: [N, 12] → the next at each position. */
    public static Material counting() {
        return next(13, 12, Tokens::counted);
    }

    /** A token of {@link #counting}: 13 beginnings, and 5 × 5 pairs of steps. */
    public static int counted(int row, int t) {
        int kind = COUNTS[row % COUNTS.length];
        int step = 1 + kind / 13 % 5;
        int other = 1 + kind / 65;
        return (kind % 13 + (t + 1) / 2 * step + t / 2 * other) % 13;
    }

    /** Six random tokens, a mark, and the six again: [N, 12] → the next at each position, which is asked for after the mark. */
    public static Material copying() {
        return Material.of(
                Task.nextToken(9),
                tokens(12, Tokens::copied),
                tokens(12, (row, t) -> t < 6 ? -100 : copied(row, t + 1)));
    }

    private static int copied(int row, int t) {
        return t == 6 ? 8 : DRAWN.named("copy").at(row).below(t % 7, 8);
    }

    /** Pieces of a short text, letter by letter: [N, 16] → the next at each position. */
    public static Material text() {
        int[] letters = TEXT.chars().distinct().sorted().toArray();
        return next(letters.length, 16, (row, t) -> Arrays.binarySearch(letters, TEXT.charAt(row * 31 + t)));
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

    /** Sentences of 4 to 10 tokens from 1 to 9, padded with 0: [N, 10] → whether there is a 1 or a 2 in it, of 2 classes. */
    public static Material padded() {
        return Material.of(
                Task.classification(2), tokens(10, Tokens::paddedToken), new Column(new long[] {}, true, row ->
                        new double[] {row % 2}));
    }

    private static int paddedToken(int row, int t) {
        RandomStream own = DRAWN.named("padded").at(row);
        int length = 4 + own.below(99, 7);
        if (t >= length) {
            return 0;
        }
        return t == own.below(98, 4) ? 1 + row % 2 : 3 + own.below(t, 7);
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

    /**
     * Documents that count up from anywhere, four tokens from 1 to 9 each, ended by 0, packed into [N, 14]; the first token of the next
     * one is not asked for.
     */
    public static Material packed() {
        return Material.of(
                Task.nextToken(10),
                tokens(14, Tokens::packedToken),
                tokens(14, (row, t) -> t % 5 == 4 ? -100 : packedToken(row, t + 1)));
    }

    private static int packedToken(int row, int t) {
        int begin = DRAWN.named("packed").at(row).below(t / 5, 9);
        return t % 5 == 4 ? 0 : 1 + (begin + t % 5) % 9;
    }
}
