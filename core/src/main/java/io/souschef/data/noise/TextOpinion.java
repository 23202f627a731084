package io.souschef.data.noise;

import io.souschef.data.Texts;
import io.souschef.data.learner.Calibration;
import io.souschef.data.learner.Folds;
import io.souschef.data.learner.FrequentClasses;
import io.souschef.data.learner.Grams;
import io.souschef.data.learner.SparseRidge;
import io.souschef.data.learner.SparseRows;
import io.souschef.data.source.Progress;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What a weighted sum of the words, pairs of words and runs of letters of a text says of its label, fitted without it. */
final class TextOpinion {
    /** Multiply-adds per second and core at random places of a megabyte. */
    private static final double RATE = 500e6;

    /** Bytes of one number of a row with its column, and the share of the memory that rows may take. */
    private static final double BYTES = 24, MEMORY = 0.25;

    private static final int SAMPLE = 200, RUN = 4;

    /**
     * What is counted, from much to little.
     *
     * @param longest words in a row
     * @param letters that runs are taken of, from the beginning
     * @param words of a text that are looked at
     */
    private record Plan(int longest, int letters, int words) {
        long[] parts(Text text) {
            long[] grams = Grams.words(Words.hashes(text.content(), 0, words), longest);
            String content = text.content();
            return letters == 0
                    ? grams
                    : Grams.together(
                            grams, Grams.characters(content.substring(0, Math.min(letters, content.length())), RUN));
        }

        String counted() {
            return "%s%s%s"
                    .formatted(
                            longest > 1 ? "words and pairs of words" : "words",
                            letters > 0 ? " and runs of %d letters".formatted(RUN) : "",
                            words < 5000 ? " of the first %,d".formatted(words) : "");
        }
    }

    private static final List<Plan> PLANS = List.of(
            new Plan(2, 8000, 5000),
            new Plan(2, 2000, 5000),
            new Plan(2, 0, 5000),
            new Plan(2, 0, 1000),
            new Plan(1, 0, 1000),
            new Plan(1, 0, 200),
            new Plan(1, 0, 50));

    private TextOpinion() {}

    static OutOfSample of(
            Texts texts,
            int[] ids,
            int[] labels,
            int[] classes,
            int folds,
            double seconds,
            long seed,
            Progress progress) {
        Plan plan = PLANS.stream()
                .filter(p -> affordable(p, texts, ids, classes.length, folds, seconds))
                .findFirst()
                .orElse(PLANS.get(PLANS.size() - 1));
        SparseRows rows = SparseRows.of(ids.length, i -> plan.parts(texts.get(ids[i])));
        float[][] scores = SparseRidge.leftOut(
                rows,
                labels,
                classes.length,
                Folds.stratified(labels, classes.length, folds, seed),
                share -> progress.at(Math.round(share * 1000), 1000));
        return new OutOfSample(
                ids,
                labels,
                classes,
                Calibration.probabilities(scores, labels),
                new FrequentClasses(ids, labels, classes).right(scores),
                "a weighted sum of %s, fitted without the example (%d folds)".formatted(plan.counted(), folds));
    }

    private static boolean affordable(Plan plan, Texts texts, int[] ids, int classes, int folds, double seconds) {
        int step = Math.max(1, ids.length / SAMPLE);
        double each = IntStream.range(0, ids.length)
                .filter(i -> i % step == 0)
                .mapToDouble(i ->
                        Arrays.stream(plan.parts(texts.get(ids[i]))).distinct().count())
                .average()
                .orElse(0);
        double parts = each * ids.length;
        return SparseRidge.work(parts, classes, folds) / RATE <= seconds
                && parts * BYTES <= MEMORY * Runtime.getRuntime().maxMemory();
    }
}
