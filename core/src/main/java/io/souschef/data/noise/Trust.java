package io.souschef.data.noise;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which labels a second fit should learn from: those that the first did not contradict. Where wrong labels are always of the same kind
 * (every tenth boot is called a bag), a learner learns them too, and finds nothing odd in them; without most of them it does not. A class
 * that is contradicted in more than half of its examples is one that the learner can't tell, a rare one for instance: it stays whole.
 *
 * @see <a href="https://arxiv.org/abs/1911.00068">Northcutt, Jiang and Chuang 2021: prune, then train again</a>
 */
final class Trust {
    private static final double MOST = 0.5;

    private Trust() {}

    /** By place. */
    static boolean[] of(int[] labels, float[][] probabilities) {
        int classes = probabilities[0].length;
        ConfidentLearning learning = new ConfidentLearning(labels, probabilities);
        int[] suspects =
                IntStream.range(0, labels.length).filter(learning::prunes).toArray();
        long[] all = new long[classes];
        long[] contradicted = new long[classes];
        IntStream.of(labels).forEach(label -> all[label]++);
        IntStream.of(suspects).forEach(place -> contradicted[labels[place]]++);
        boolean[] trusted = new boolean[labels.length];
        Arrays.fill(trusted, true);
        IntStream.of(suspects)
                .filter(place -> contradicted[labels[place]] <= MOST * all[labels[place]])
                .forEach(place -> trusted[place] = false);
        return trusted;
    }
}
