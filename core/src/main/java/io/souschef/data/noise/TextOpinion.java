package io.souschef.data.noise;

import io.souschef.data.Texts;
import io.souschef.data.learner.Calibration;
import io.souschef.data.learner.FrequentClasses;
import io.souschef.data.learner.Grams;
import io.souschef.data.learner.SparseRidge;
import io.souschef.data.learner.SparseRows;
import io.souschef.data.source.Progress;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a weighted sum of the words, pairs of words and runs of letters of a text says of its label, fitted without it. */
final class TextOpinion {
    /** Multiply-adds per second and core at random places of a megabyte. */
    private static final double RATE = 500e6;

    /** Bytes of one number of a row with its column, and the share of the memory that rows may take. */
    private static final double BYTES = 24, MEMORY = 0.25;

    private static final int SAMPLE = 200, RUN = 4;

    /**
     * Texts that it is fitted on rather than counting less of all of them. Of 170,000 made ones ({@code MillionBench}), 1 % of the labels wrong: average
     * precision 0.92 with words and pairs fitted on 20,600, 0.95 on 55,000, 0.88 with the first 50 words of all, which takes longer.
     */
    private static final int LEAST = 20_000;

    /** Of the time, where more are asked about than it is fitted on; asking about 115,000 takes a second. */
    private static final double FITTING = 0.9;

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

    /** What is counted, and of how many texts. */
    private record Extent(Plan plan, int fitted) {}

    private TextOpinion() {}

    static OutOfSample of(Texts texts, FrequentClasses shown, double seconds, long seed, Progress progress) {
        int[] ids = shown.ids();
        int classes = shown.classes().length;
        Extent extent = extent(texts, ids, classes, seconds);
        Plan plan = extent.plan;
        int[] places = shown.drawn(extent.fitted, OutOfSample.FEW, seed);
        FrequentClasses learnt = shown.only(places);
        SparseRows rows = SparseRows.of(places.length, i -> plan.parts(texts.get(learnt.ids()[i])));
        int others = ids.length - places.length;
        double fitting = others > 0 ? FITTING : 1;
        SparseRidge fitted = SparseRidge.fit(
                rows,
                learnt.labels(),
                classes,
                learnt.folds(OutOfSample.FOLDS, seed),
                share -> progress.share(fitting * share));
        float[][] scores = new float[ids.length][];
        for (int i = 0; i < places.length; i++) {
            scores[places[i]] = fitted.leftOut()[i];
        }
        AtomicInteger asked = new AtomicInteger();
        IntStream.range(0, ids.length).parallel().filter(i -> scores[i] == null).forEach(i -> {
            scores[i] = fitted.of(plan.parts(texts.get(ids[i])));
            progress.share(fitting + (1 - fitting) * asked.incrementAndGet() / others);
        });
        return new OutOfSample(
                ids,
                shown.labels(),
                shown.classes(),
                Calibration.probabilities(scores, shown.labels()),
                learnt.right(fitted.leftOut()),
                "a weighted sum of %s, %s"
                        .formatted(plan.counted(), OutOfSample.withoutExample(places.length, ids.length)));
    }

    /** The first that there is time and room for: for all texts, or for so many that the others can be asked about. */
    private static Extent extent(Texts texts, int[] ids, int classes, double seconds) {
        boolean others =
                SparseRidge.bytes(classes) <= MEMORY * Runtime.getRuntime().maxMemory();
        for (Plan plan : PLANS) {
            int fitted = affordable(plan, texts, ids, classes, seconds);
            if (fitted == ids.length || (others && fitted >= LEAST)) {
                return new Extent(plan, fitted);
            }
        }
        return new Extent(PLANS.get(PLANS.size() - 1), ids.length);
    }

    /** Texts that there is time and room for. */
    private static int affordable(Plan plan, Texts texts, int[] ids, int classes, double seconds) {
        int step = Math.max(1, ids.length / SAMPLE);
        double each = IntStream.range(0, ids.length)
                .filter(i -> i % step == 0)
                .mapToDouble(i ->
                        Arrays.stream(plan.parts(texts.get(ids[i]))).distinct().count())
                .average()
                .orElse(0);
        double parts = Math.max(1, each);
        double inTime = seconds * RATE / SparseRidge.work(parts, classes, OutOfSample.FOLDS);
        double inRoom = MEMORY * Runtime.getRuntime().maxMemory() / (parts * BYTES);
        return (int) Math.min(ids.length, Math.min(inTime, inRoom));
    }
}
