package io.souschef.check.augmentation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Correlation;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A generator that is seeded anew for every example, worker or epoch draws the same numbers again and again: all examples get the
 * same noise, or each gets the same in every epoch. Seen where the difference between two epochs is one and the same for different
 * examples, or where another seed augments differently but another epoch doesn't. It can't see flips that repeat.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">data augment</a>
 */
public final class AugmentationRepeats implements Check {
    /** Correlation of the changes of two examples: below 0.1 on average where each has noise of its own, 0.99 and more where not. */
    private static final double EQUAL = 0.95;

    /** So many pairs are enough, and so few say nothing. */
    private static final int PAIRS = 60, LEAST = 8;

    @Override
    public String name() {
        return "augmentation draws anew";
    }

    @Override
    public String code() {
        return "augmentation-repeats";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.idsNameExamples() || !streams.first().ofRealNumbers()) {
            throw new CouldNotJudge("it needs real numbers and ids that name examples");
        }
        if (streams.draws(1).isEmpty()) {
            throw new CouldNotJudge("inputs are so large that too few of them can be kept");
        }
        boolean frozen = streams.varied() == 0 && streams.drawnElsewhere();
        double alike = alike(streams);
        double bySlot = alike > EQUAL ? 0 : bySlot(streams);
        boolean slots = bySlot > EQUAL;
        boolean same = alike > EQUAL || slots;
        return finding()
                .measured(
                        "%.0f %% of the examples differ from one epoch to another; the changes of two examples correlate by %.2f%s%s",
                        100 * streams.varied(),
                        alike,
                        slots
                                ? String.format(
                                        Locale.ROOT,
                                        ", of two that stand in the same places of their batches by %.2f",
                                        bySlot)
                                : "",
                        frozen ? "; another seed gives other pictures" : "")
                .expected("changes that differ from example to example and from epoch to epoch")
                .cause(same || frozen ? cause(slots, same) : "")
                .fix("draw from a stream of the epoch and the example: stream.at(epoch, id)")
                .failIf(same || frozen);
    }

    private static String cause(boolean bySlot, boolean sameForAll) {
        if (bySlot) {
            return "every batch draws the same random numbers: they go by the place in it";
        }
        return sameForAll ? "every example gets the same random numbers" : "every epoch draws the same random numbers";
    }

    private static double alike(Streams streams) {
        List<Streams.Draws> draws = streams.draws(1).stream()
                .filter(draw -> draw.first().hash() != draw.second().hash())
                .limit(PAIRS)
                .toList();
        double sum = 0;
        int pairs = 0;
        for (int i = 1; i < draws.size(); i++) {
            float[] a = change(draws.get(i - 1));
            float[] b = change(draws.get(i));
            if (a.length >= 4 && a.length == b.length) {
                sum += Correlation.of(a, b);
                pairs++;
            }
        }
        return pairs < LEAST ? 0 : sum / pairs;
    }

    /** How the changes of two examples correlate that stood in the same place of a batch in one epoch, and in the same in the other. */
    private static double bySlot(Streams streams) {
        Map<Long, Integer> slots = slots(streams.training().get(0));
        Map<Long, Integer> later = slots(streams.training().get(1));
        Map<List<Integer>, float[]> moves = new HashMap<>();
        double sum = 0;
        int pairs = 0;
        for (Streams.Draws draw : streams.draws(1)) {
            int from = slots.getOrDefault(draw.first().id(), -1);
            int to = later.getOrDefault(draw.second().id(), -1);
            float[] change = change(draw);
            if (from < 0 || to < 0 || from == to || change.length < 4 || pairs >= PAIRS) {
                continue;
            }
            float[] other = moves.putIfAbsent(List.of(from, to), change);
            if (other != null && other.length == change.length) {
                sum += Correlation.of(other, change);
                pairs++;
            }
        }
        return pairs < LEAST ? 0 : sum / pairs;
    }

    /** The place in its batch of each example that comes once. */
    private static Map<Long, Integer> slots(Pass pass) {
        Map<Long, Integer> slots = new HashMap<>();
        int batch = -1;
        int slot = 0;
        for (Example example : pass.examples()) {
            slot = example.batch() == batch ? slot + 1 : 0;
            batch = example.batch();
            slots.merge(example.id(), slot, (one, two) -> -1);
        }
        return slots;
    }

    private static float[] change(Streams.Draws draw) {
        float[] change = new float[draw.first().input().length];
        for (int i = 0; i < change.length; i++) {
            change[i] = draw.second().input()[i] - draw.first().input()[i];
        }
        return change;
    }
}
