package io.souschef.data.shortcut;

import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Which properties tell the label. Each guesses it alone, by {@link Guess}; whether that is more than luck is found by handing the labels
 * out at random, again and again, and asking how often the best of all properties then does as well. That counts for all of them at once,
 * however they hang together (Westfall and Young), and needs no assumption.
 *
 * <p>A million examples take no longer than ten thousand, which are drawn.
 *
 * @see <a href="https://arxiv.org/abs/2004.07780">Geirhos et al. 2020: shortcut learning in deep neural networks</a>
 */
public final class Shortcuts {
    /** Examples that are drawn, where there are more. */
    public static final int MOST = 10_000;

    private static final int PERMUTATIONS = 999, FEWEST = 199;

    /** Labels of an axis that are counted per second. */
    private static final double RATE = 100e6;

    /** A class of fewer examples can't be guessed from the others of its kind. */
    private static final int FEW = 10;

    private Shortcuts() {}

    /**
     * The best first; none where fewer than two classes have ten examples.
     *
     * @param ids the examples to look at
     */
    public static List<Shortcut> of(Labels labels, int[] ids, List<Axis> axes, long seed) {
        return of(labels, ids, axes, Double.POSITIVE_INFINITY, seed);
    }

    /**
     * The same, with fewer permutations where time is short: {@value #FEWEST} at least, {@value #PERMUTATIONS} at most.
     *
     * @param seconds that it may take, on a nominal machine
     */
    public static List<Shortcut> of(Labels labels, int[] ids, List<Axis> axes, double seconds, long seed) {
        return of(labels, ids, axes, (axis, kept) -> new Guess(values(axis, kept)), seconds, seed);
    }

    /**
     * The same of words, each of which is guessed from by itself.
     *
     * @param words by id, the number of its word, 0 or more
     */
    public static List<Shortcut> ofWords(Labels labels, int[] ids, List<Axis> words, double seconds, long seed) {
        return of(
                labels,
                ids,
                words,
                (axis, kept) -> Guess.ofWords(
                        Arrays.stream(values(axis, kept)).mapToInt(v -> (int) v).toArray()),
                seconds,
                seed);
    }

    private static double[] values(Axis axis, int[] kept) {
        return Arrays.stream(kept).mapToDouble(id -> axis.values()[id]).toArray();
    }

    private static List<Shortcut> of(
            Labels labels,
            int[] ids,
            List<Axis> axes,
            BiFunction<Axis, int[], Guess> guesser,
            double seconds,
            long seed) {
        RandomStream random = RandomStream.of(seed, "shortcuts");
        int[] order = random.permutation(ids.length);
        int[] drawn = Arrays.stream(order).limit(MOST).map(i -> ids[i]).toArray();
        int[] counts = labels.counts(drawn);
        int[] number = numbers(counts);
        int classes = Arrays.stream(number).max().orElse(-1) + 1;
        int[] kept = Arrays.stream(drawn)
                .filter(id -> number[labels.values()[id]] >= 0)
                .toArray();
        int[] mine = Arrays.stream(kept).map(id -> number[labels.values()[id]]).toArray();
        if (classes < 2) {
            return List.of();
        }
        List<Guess> guesses =
                axes.stream().map(axis -> guesser.apply(axis, kept)).toList();
        int permutations = (int)
                Math.max(FEWEST, Math.min(PERMUTATIONS, seconds * RATE / ((double) mine.length * (axes.size() + 1))));
        double[] luck = IntStream.range(0, permutations)
                .parallel()
                .mapToDouble(p -> best(guesses, shuffled(mine, random.at(p)), classes))
                .sorted()
                .toArray();
        return IntStream.range(0, axes.size())
                .mapToObj(a -> {
                    double accuracy = guesses.get(a).balancedAccuracy(mine, classes);
                    long asGood =
                            Arrays.stream(luck).filter(best -> best >= accuracy).count();
                    return new Shortcut(axes.get(a), accuracy, 1.0 / classes, (asGood + 1.0) / (permutations + 1));
                })
                .sorted(Comparator.comparingDouble((Shortcut s) -> -s.accuracy()))
                .toList();
    }

    /** The frequent enough classes, numbered anew; −1 for the others. */
    private static int[] numbers(int[] counts) {
        int[] numbers = new int[counts.length];
        int next = 0;
        for (int k = 0; k < counts.length; k++) {
            numbers[k] = counts[k] >= FEW ? next++ : -1;
        }
        return numbers;
    }

    private static double best(List<Guess> guesses, int[] labels, int classes) {
        return guesses.stream()
                .mapToDouble(guess -> guess.balancedAccuracy(labels, classes))
                .max()
                .orElse(0);
    }

    private static int[] shuffled(int[] labels, RandomStream random) {
        return Arrays.stream(random.permutation(labels.length))
                .map(i -> labels[i])
                .toArray();
    }
}
