package io.souschef.data.near;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Texts;
import io.souschef.data.near.NearDuplicates.Pair;
import io.souschef.data.source.Progress;
import io.souschef.data.text.Text;
import io.souschef.data.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts that are nearly the same: corrected, quoted with a word before, sent to somebody else, cut a little. Of each the runs of {@value
 * #RUN} words count, once; {@link MinHash} proposes, and the Jaccard index of the runs, exact, decides: how many both have of all that one
 * or the other has. Headers of mails do not count. Equal texts are taken once: {@link Duplicates} has them.
 */
public final class NearTexts {
    /** Words of a run. */
    private static final int RUN = 3;

    /** A text with fewer runs is equal to another by chance. */
    private static final int SHORT = 6;

    /** Runs of a long text that are looked at. */
    private static final int LONG = 20_000;

    /**
     * The Jaccard index from which on two texts are nearly the same. Changing one word in n takes three runs of n from both: 0.7 is one word
     * in 17.
     */
    public static final double THRESHOLD = 0.7;

    private NearTexts() {}

    /** On all cores. */
    public static NearDuplicates of(Dataset dataset, Duplicates equal, long seed, Progress progress) {
        Texts texts = (Texts) dataset.inputs();
        boolean[] copy = new boolean[texts.size()];
        for (Duplicates.Group group : equal.groups()) {
            for (int i = 1; i < group.ids().length; i++) {
                copy[group.ids()[i]] = true;
            }
        }
        int[] ids = IntStream.range(0, texts.size()).filter(id -> !copy[id]).toArray();
        List<int[]> runs =
                IntStream.of(ids).parallel().mapToObj(id -> runs(texts.get(id))).toList();
        MinHash proposed = new MinHash(runs, seed);
        int[] done = {0};
        List<Pair> pairs = IntStream.range(0, proposed.bandCount())
                .parallel()
                .mapToObj(band -> {
                    List<Pair> found = pairs(proposed.pairs(band), runs, ids);
                    synchronized (done) {
                        progress.at(++done[0], proposed.bandCount());
                    }
                    return found;
                })
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))
                .toList();
        return new NearDuplicates(pairs, Groups.of(pairs), THRESHOLD);
    }

    private static List<Pair> pairs(long[] proposed, List<int[]> runs, int[] ids) {
        List<Pair> pairs = new ArrayList<>();
        for (long pair : proposed) {
            int first = (int) (pair >>> 32);
            int second = (int) pair;
            double jaccard = jaccard(runs.get(first), runs.get(second));
            if (jaccard >= THRESHOLD) {
                pairs.add(new Pair(ids[first], ids[second], "", jaccard));
            }
        }
        return pairs;
    }

    /** Ascending, each once; none where the text is too short. */
    private static int[] runs(Text text) {
        long[] words = Words.hashes(text.content(), text.body(), LONG);
        int[] runs = new int[Math.max(0, words.length - RUN + 1)];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = (int) (Words.then(Words.then(words[i], words[i + 1]), words[i + 2]) >>> 32);
        }
        int[] distinct = Arrays.stream(runs).sorted().distinct().toArray();
        return distinct.length < SHORT ? new int[0] : distinct;
    }

    /** Of two sets, each in ascending order. */
    static double jaccard(int[] a, int[] b) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return a.length + b.length == 0 ? 0 : (double) common / (a.length + b.length - common);
    }
}
