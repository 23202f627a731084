package io.souschef.data.noise;

import java.util.Arrays;

/**
 * What is held against the label of every example by those who have not seen it.
 *
 * @param suspicion by id, 1 − the probability of its label; NaN where nobody was asked
 * @param likelier by id, the place of another class that is more probable; −1 where none is, or nobody was asked
 * @param suspect by id, 1 where the label is contradicted ({@link ConfidentLearning#suspects}), 0 where it is not; −1 where nobody was asked
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Suspicions(double[] suspicion, int[] likelier, int[] suspect) {
    /** Of examples with the numbers 0 … {@code size} − 1. */
    public static Suspicions of(OutOfSample said, int size) {
        double[] suspicion = new double[size];
        int[] likelier = new int[size];
        int[] suspect = new int[size];
        Arrays.fill(suspicion, Double.NaN);
        Arrays.fill(likelier, -1);
        Arrays.fill(suspect, -1);
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        double[] confidence = learning.selfConfidence();
        for (int place = 0; place < confidence.length; place++) {
            int id = said.ids()[place];
            suspicion[id] = 1 - confidence[place];
            int guess = learning.guess(place);
            likelier[id] = guess == said.labels()[place] ? -1 : said.classOf(guess);
            suspect[id] = 0;
        }
        for (int place : learning.suspects()) {
            suspect[said.ids()[place]] = 1;
        }
        return new Suspicions(suspicion, likelier, suspect);
    }
}
