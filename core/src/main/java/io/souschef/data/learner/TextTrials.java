package io.souschef.data.learner;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Texts;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One learner, tried on the same texts shown in different ways: their words alone, with their order, shuffled, as letters, their beginnings.
 * The same examples and folds each time, so that only what is shown differs. Training examples alone, a sample of them where there are many.
 */
public final class TextTrials {
    private static final int FOLDS = 5, MOST = 3000, LEAST = 300;

    /** A class of fewer examples can't be told by those of the others that are left. */
    private static final int FEW = 2 * FOLDS;

    /** Of a text so many words, or letters, are shown at most. */
    private static final int WORDS = 2000, LETTERS = 8000;

    /** Multiply-adds per second and core at random places of a megabyte. */
    private static final double RATE = 500e6;

    /** All trials together count about so many different parts per letter of a text. */
    private static final double PARTS = 1.2;

    private final Text[] texts;
    private final long[][] words;
    private final FrequentClasses shown;
    private final Folds folds;
    private final long seed;
    private final Map<String, boolean[]> known = new HashMap<>();

    private TextTrials(Texts all, FrequentClasses shown, long seed) {
        this.texts = Arrays.stream(shown.ids()).mapToObj(all::get).toArray(Text[]::new);
        this.words = Arrays.stream(texts)
                .parallel()
                .map(text -> Words.hashes(text.content(), 0, WORDS))
                .toArray(long[][]::new);
        this.shown = shown;
        this.folds = shown.folds(FOLDS, seed);
        this.seed = seed;
    }

    /**
     * Empty where there are no texts with labels, or fewer than two classes have {@value #FEW} training examples.
     *
     * @param seconds that all trials together may take, on a nominal machine
     */
    public static Optional<TextTrials> of(Dataset dataset, double seconds, long seed) {
        if (!(dataset.inputs() instanceof Texts all) || !(dataset.targets() instanceof Labels labels)) {
            return Optional.empty();
        }
        int[] train = dataset.split().train();
        int[] drawn = Arrays.stream(RandomStream.of(seed, "text trials").permutation(train.length))
                .map(i -> train[i])
                .filter(id -> !all.get(id).isBlank())
                .limit(affordable(all, labels, train, seconds))
                .toArray();
        return FrequentClasses.of(labels, drawn, FEW).map(shown -> new TextTrials(all, shown, seed));
    }

    private static long affordable(Texts texts, Labels labels, int[] train, double seconds) {
        double letters = Arrays.stream(train)
                .limit(MOST)
                .mapToDouble(id -> Math.min(LETTERS, texts.get(id).content().length()))
                .average()
                .orElse(1);
        double each = PARTS * SparseRidge.work(letters, labels.classes().size(), FOLDS) / RATE;
        return Math.max(LEAST, Math.min(MOST, Math.round(seconds / each)));
    }

    public int count() {
        return shown.count();
    }

    /** The share that always naming the most frequent class tells right. */
    public double chance() {
        return shown.chance();
    }

    /** Words that the texts have in the middle, of those that are shown. */
    public int length() {
        int[] lengths = Arrays.stream(words).mapToInt(w -> w.length).sorted().toArray();
        return lengths[lengths.length / 2];
    }

    /** Words, and runs of up to {@code longest} of them. */
    public boolean[] words(int longest) {
        return known("words " + longest, i -> Grams.words(words[i], longest));
    }

    /** The same of the words of each text in a random order. */
    public boolean[] shuffled(int longest) {
        return known("shuffled " + longest, i -> {
            int[] order = RandomStream.of(seed, "shuffled words").at(i).permutation(words[i].length);
            return Grams.words(Arrays.stream(order).mapToLong(w -> words[i][w]).toArray(), longest);
        });
    }

    /** Runs of letters, blanks and signs, of this length. */
    public boolean[] characters(int length) {
        return known("characters " + length, i -> {
            String content = texts[i].content();
            return Grams.characters(content.substring(0, Math.min(LETTERS, content.length())), length);
        });
    }

    /** Words and pairs of them, of the beginning of each text: this share of its words. */
    public boolean[] beginnings(double share) {
        return share == 1
                ? words(2)
                : known(
                        "beginnings " + share,
                        i -> Grams.words(Arrays.copyOf(words[i], (int) Math.ceil(share * words[i].length)), 2));
    }

    /** Whether each example is told right by the learner that was fitted without its fold; the same question is worked out once. */
    private boolean[] known(String question, IntFunction<long[]> parts) {
        return known.computeIfAbsent(question, q -> right(parts)).clone();
    }

    private boolean[] right(IntFunction<long[]> parts) {
        return shown.right(SparseRidge.leftOut(
                SparseRows.of(count(), parts), shown.labels(), shown.classes().length, folds, share -> {}));
    }
}
