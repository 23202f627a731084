package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Programs that hear three words, spoken one after the other. */
final class TenantsOfSpeech {
    private static final int ALL = Answering.ALL, PLACES = 3, TIMES = 9, WORDS = 5;

    private TenantsOfSpeech() {}

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("three words, by what has to be mended", "metric-over-wrong-axis", TenantsOfSpeech::mended),
                new Healthy(
                        "three words somewhere in nine moments",
                        "cannot-overfit-one-batch",
                        TenantsOfSpeech::somewhere));
    }

    /** Three words, spoken one after the other, three moments each; the net hears each by itself. */
    private static World.Data words(int heard) {
        float[][] x = new float[ALL][TIMES * WORDS];
        long[][] y = new long[ALL][PLACES];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(62, "words").at(i);
            for (int t = 0; t < TIMES; t++) {
                int place = t * PLACES / TIMES;
                y[i][place] = row.below(place, WORDS);
                for (int w = 0; w < WORDS; w++) {
                    x[i][t * WORDS + w] =
                            (float) ((w == y[i][place] ? 1.5 : 0) + 0.5 * row.gaussian(10 + t * WORDS + w));
                }
            }
        }
        return Answering.data(
                heard == PLACES
                        ? Column.reals(x, PLACES, (long) TIMES / PLACES * WORDS)
                        : Column.reals(x, TIMES, WORDS),
                Column.wholes(y, PLACES));
    }

    private static Layer perMoment(long seed, int wide) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(wide, 32));
        Linear out = net.put("out", new Linear(32, WORDS));
        return net.as(seed, x -> out.forward(in.forward(x).relu()));
    }

    /** Insertions, deletions and changes, of as many words as there are. */
    private static TrainingProgram mended(long seed) {
        int wide = TIMES / PLACES * WORDS;
        return Answering.program(seed, Task.nextToken(WORDS), perMoment(seed, wide), words(PLACES))
                .metric((output, target) -> {
                    long[] said = output.argmax(2).toLongs();
                    long[] wanted = target.toLongs();
                    int edits = 0;
                    for (int i = 0; i < wanted.length; i += PLACES) {
                        edits += edits(
                                Arrays.copyOfRange(said, i, i + PLACES), Arrays.copyOfRange(wanted, i, i + PLACES));
                    }
                    return (double) edits / wanted.length;
                })
                .declares(Declared.nothing().seeingTheFuture());
    }

    /** Levenshtein 1965. */
    private static int edits(long[] one, long[] other) {
        int[] row = IntStream.rangeClosed(0, other.length).toArray();
        for (int i = 1; i <= one.length; i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = row[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                next[j] = Math.min(changed, 1 + Math.min(row[j], next[j - 1]));
            }
            row = next;
        }
        return row[other.length];
    }

    /** Of nine moments three belong to each word; how loud a word was is the mean over these. Nobody says what a moment is. */
    private static TrainingProgram somewhere(long seed) {
        Task task = Task.nextToken(WORDS);
        Own program = Answering.program(seed, task, perMoment(seed, WORDS), words(TIMES))
                .loss((output, batch) -> task.loss(heard(output), batch.target()))
                .metric((output, target) -> Evaluation.metric(task, heard(output), target))
                .declares(Declared.nothing().seeingTheFuture());
        return Answering.evaluated(
                program, TenantsOfSpeech::heard, (output, target) -> task.lossEach(heard(output), target));
    }

    private static Tensor heard(Tensor output) {
        return output.reshape(output.size(0), PLACES, TIMES / PLACES, WORDS).mean(2);
    }
}
