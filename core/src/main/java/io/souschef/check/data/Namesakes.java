package io.souschef.check.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Examples and others of the same ids, read again or from another seed: the same ones that were changed at random, or others altogether. Data that
 * are made from the seed have the same ids and, where classes take turns, the same targets, and are no more like their namesakes than like any
 * other of their class; and who draws the split by the seed and standardises by its training part has the same rows on other scales.
 */
public record Namesakes(List<Streams.Draws> pairs) {
    /** Share that is the same to the last bit, beyond which they are the same: a flip leaves half of them as they were. */
    private static final double EQUAL = 0.05;

    /**
     * How much more an example correlates with its namesake than with others of its target. Over the gallery, seed 1, where nearly all numbers
     * are others: examples that were made anew −0.02 to 0.02, the same under noise that drowns them 0.00 and 0.01, under other noise or brightness 0.12
     * to 0.65.
     */
    private static final double CLOSER = 0.1;

    /** Of a column's deviation: what rounding leaves of one scale against another. */
    private static final double EXACT = 1e-3;

    /** How an input and a target of the same size correlate where the target is what the input was. */
    private static final double SAME = 0.3;

    private static final int LEAST = 8;

    /** How likely targets that are drawn anew may be what they were. */
    private static final double BY_CHANCE = 1e-6;

    /**
     * How targets in order correlate with those some places on, the most over all distances: in turns, sorted, or on a grid 0.9 to 1; drawn at
     * random 0.3 to 0.45 of 100, and 0.1 of 1,000.
     */
    private static final double IN_TURNS = 0.5;

    private static final int FARTHEST = 500;

    /** Those of {@code first} that come in {@code second}, too, as wide as there. */
    public static Namesakes of(Pass first, Pass second) {
        Map<Long, Example> others = second.byId();
        List<Streams.Draws> pairs = new ArrayList<>();
        for (Example example : first.byId().values()) {
            Example other = others.get(example.id());
            if (other != null && other.input().length == example.input().length) {
                pairs.add(new Streams.Draws(example, other));
            }
        }
        return new Namesakes(pairs);
    }

    /** Those whose numbers were kept. */
    private List<Streams.Draws> kept() {
        return pairs.stream().filter(pair -> pair.first().input().length > 0).toList();
    }

    /** Whether numbers of any were kept, so that they can be compared. */
    public boolean areKnown() {
        return !kept().isEmpty();
    }

    /** How many there are. */
    public int size() {
        return pairs.size();
    }

    /** How many are not the same to the last bit. */
    public long changed() {
        return pairs.stream()
                .filter(pair -> pair.first().hash() != pair.second().hash())
                .count();
    }

    /** Whether all have the target of their namesake. */
    public boolean sameTargets() {
        return pairs.stream().allMatch(pair -> pair.first().sameTarget(pair.second()));
    }

    /** Whether they are the same examples, changed or not. */
    public boolean sameExamples() {
        return changed() < (1 - EQUAL) * size() || own() > others() + CLOSER;
    }

    /**
     * Whether ids and targets tell that they are the same, whatever became of the inputs: each id names one, all of them come in both, and with the
     * target that they had, which neither chance nor the place tells. What is made anew in each pass may have its classes in turns.
     */
    public boolean sameByName(Pass first, Pass second) {
        return size() == first.size()
                && size() == second.size()
                && first.byId().size() == size()
                && second.byId().size() == size()
                && sameTargets()
                && first.examples().stream().allMatch(example -> example.target().length == 1)
                && !byChance(first)
                && !inTurns(first);
    }

    private static boolean byChance(Pass pass) {
        Map<Float, Integer> counts = new HashMap<>();
        pass.examples().forEach(example -> counts.merge(example.target()[0], 1, Integer::sum));
        double n = pass.size();
        double same = counts.values().stream()
                .mapToDouble(count -> count / n * (count / n))
                .sum();
        return Math.pow(same, n) > BY_CHANCE;
    }

    private static boolean inTurns(Pass pass) {
        double[] targets = pass.examples().stream()
                .mapToDouble(example -> example.target()[0])
                .toArray();
        for (int on = 1; on <= Math.min(FARTHEST, targets.length / 2); on++) {
            double[] before = Arrays.copyOf(targets, targets.length - on);
            double[] after = Arrays.copyOfRange(targets, on, targets.length);
            if (Correlation.of(before, after) > IN_TURNS) {
                return true;
            }
        }
        return false;
    }

    /** How an example correlates with its namesake, on average over those that changed. */
    public double own() {
        return kept().stream()
                .filter(pair -> pair.first().hash() != pair.second().hash())
                .mapToDouble(pair -> alike(pair.first(), pair.second()))
                .average()
                .orElse(0);
    }

    /** How it correlates with another's namesake, one of the same target where there is any. */
    private double others() {
        Map<Long, List<Streams.Draws>> byTarget = new HashMap<>();
        List<Streams.Draws> kept = kept();
        kept.forEach(pair -> byTarget.computeIfAbsent(Pass.hash(pair.first().target()), hash -> new ArrayList<>())
                .add(pair));
        double sum = 0;
        int counted = 0;
        for (List<Streams.Draws> same : byTarget.values()) {
            for (int i = 1; i < same.size(); i++) {
                sum += alike(same.get(i - 1).first(), same.get(i).second());
                counted++;
            }
        }
        for (int i = 1; i < kept.size() && counted < LEAST; i++) {
            sum += alike(kept.get(i - 1).first(), kept.get(i).second());
            counted++;
        }
        return counted == 0 ? 0 : sum / counted;
    }

    private static double alike(Example one, Example other) {
        return Math.abs(Correlation.of(one.input(), other.input()));
    }

    /** Whether each number is that of the namesake on another scale: multiplied by one factor, and moved by one amount, for all examples. */
    public boolean rescaled() {
        List<Streams.Draws> kept = kept();
        if (kept.size() < LEAST) {
            return false;
        }
        int width = kept.get(0).first().input().length;
        double[] x = new double[kept.size()];
        double[] y = new double[kept.size()];
        for (int column = 0; column < width; column++) {
            for (int i = 0; i < x.length; i++) {
                float[] one = kept.get(i).first().input();
                if (one.length != width) {
                    return false;
                }
                x[i] = one[column];
                y[i] = kept.get(i).second().input()[column];
            }
            double r = Correlation.of(x, y);
            boolean varies = Moments.ofNumbers(x).deviation()[0] > 0
                    || Moments.ofNumbers(y).deviation()[0] > 0;
            if (varies && 1 - r > EXACT * EXACT) {
                return false;
            }
        }
        return width > 0;
    }

    /** Whether the target is what the input was before something was done to it: noise to take away, gaps to fill. Then that is the task. */
    public boolean undone(Pass pass) {
        List<Streams.Draws> kept = kept();
        Example one = kept.isEmpty() ? pass.examples().get(0) : kept.get(0).first();
        if (one.target().length != one.input().length || one.input().length < 2) {
            return false;
        }
        if (!pass.ofRealNumbers()) {
            return pass.wholeTargets() && !sameTargets();
        }
        return kept.stream()
                        .mapToDouble(pair -> Correlation.of(
                                pair.first().input(), pair.first().target()))
                        .average()
                        .orElse(0)
                > SAME;
    }
}
