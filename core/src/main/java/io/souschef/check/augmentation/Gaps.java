package io.souschef.check.augmentation;

import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Streams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts of the inputs that training leaves out at random, filled with one number, beside how much of evaluation holds that number. From two
 * epochs follows how often a number is left out and how often it is what the gaps are filled with by itself: of gaps that are drawn anew each
 * time a share m is one in the one epoch and not in the other in 2 m (1 − m) of the cases, and in both in m².
 *
 * @param value that gaps are filled with
 * @param left share of the numbers that training leaves out
 * @param itself share of the numbers of training that are {@code value} without
 * @param evaluation share of the numbers of evaluation that are
 */
record Gaps(float value, double left, double itself, double evaluation) {
    /** Share of the numbers that change from one epoch to the next which become one and the same number, or were it. Of noise and crops hardly any. */
    private static final double FILLED = 0.9;

    /** Share of the numbers that is left out at least; and that may be what gaps are filled with by itself, so that a gap can be seen. */
    private static final double LEAST = 0.02, SCARCE = 0.2;

    private static final int EXAMPLES = 40;

    private static final Gaps NONE = new Gaps(0, 0, 0, 0);

    /** Nothing is left out where examples change in another way. */
    static Gaps in(Streams streams) {
        List<Streams.Draws> draws = streams.draws(1);
        if (draws.size() < EXAMPLES || !streams.first().ofRealNumbers()) {
            return NONE;
        }
        float value = commonest(draws);
        double changed = 0;
        double one = 0;
        double both = 0;
        double all = 0;
        for (Streams.Draws draw : draws) {
            float[] first = draw.first().input();
            float[] second = draw.second().input();
            for (int i = 0; i < first.length; i++) {
                boolean a = first[i] == value;
                boolean b = second[i] == value;
                changed += first[i] != second[i] ? 1 : 0;
                one += a != b ? 1 : 0;
                both += a && b ? 1 : 0;
                all++;
            }
        }
        if (one < FILLED * changed || one < LEAST * all) {
            return NONE;
        }
        // with u the share that isn't the value by itself: one = 2 u m (1 − m), neither = u (1 − m)²
        double neither = all - one - both;
        double kept = 2 * neither / (2 * neither + one);
        double itself = 1 - neither / all / (kept * kept);
        return new Gaps(value, 1 - kept, Math.max(0, itself), share(streams.evaluation(), value));
    }

    /**
     * Whether evaluation has as many gaps as training, give or take a half. Of masked spectrograms 1.00 to 1.05 times as many, seeds 1 and 2, where
     * they are masked in both splits, and none where they aren't.
     */
    boolean inEvaluation() {
        double share = (evaluation - itself) / (left * (1 - itself));
        return left > LEAST && itself < SCARCE && share > 0.5 && share < 1.5;
    }

    private static float commonest(List<Streams.Draws> draws) {
        Map<Float, Integer> counts = new HashMap<>();
        for (Streams.Draws draw : draws) {
            float[] first = draw.first().input();
            float[] second = draw.second().input();
            for (int i = 0; i < first.length; i++) {
                if (first[i] != second[i]) {
                    counts.merge(first[i], 1, Integer::sum);
                    counts.merge(second[i], 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Float.NaN);
    }

    private static double share(Pass pass, float value) {
        double equal = 0;
        double all = 0;
        for (Example example : pass.kept()) {
            for (float number : example.input()) {
                equal += number == value ? 1 : 0;
                all++;
            }
        }
        return all == 0 ? 0 : equal / all;
    }
}
