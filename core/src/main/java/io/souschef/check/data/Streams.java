package io.souschef.check.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What feeds a program: three epochs of training, the evaluation twice, and the first epoch and the evaluation of the program from
 * another seed.
 */
public record Streams(List<Pass> training, Pass evaluation, Pass again, Pass firstElsewhere, Pass elsewhere) {
    /**
     * Agreement of the targets beyond chance, from 0 to 1. Where ids are places in an epoch it is near 0; where every
     * second example of four classes is flipped, and left becomes right, 0.66.
     */
    private static final double AGREEING = 0.4;

    public Streams {
        training = List.copyOf(training);
    }

    /** The same example, by its id, in two epochs. */
    public record Draws(Example first, Example second) {}

    /** Whether examples are windows of a series, most of them moved on by one from another. */
    public boolean windows() {
        return Series.windows(first());
    }

    /** The first epoch of training. */
    public Pass first() {
        return training.get(0);
    }

    /** Every example that was kept from the first epoch and from {@code epoch}, and is as wide in both: padding may differ. */
    public List<Draws> draws(int epoch) {
        return pairs(epoch).stream()
                .filter(pair -> pair.first().input().length > 0
                        && pair.first().input().length == pair.second().input().length)
                .toList();
    }

    /** Every example of the first epoch that comes in {@code epoch} as well, its numbers kept or not. */
    private List<Draws> pairs(int epoch) {
        Map<Long, Example> later = training.get(epoch).byId();
        List<Draws> pairs = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Example example : first().examples()) {
            Example other = later.get(example.id());
            if (other != null && seen.add(example.id())) {
                pairs.add(new Draws(example, other));
            }
        }
        return pairs;
    }

    /** Those of the next epoch that can be compared; where no numbers were kept by their hashes alone. */
    private List<Draws> compared() {
        return first().kept().isEmpty() ? pairs(1) : draws(1);
    }

    /**
     * Whether ids name examples: they come again in the next epoch, and their targets agree well beyond chance. Not always: a flip
     * may have made left out of right.
     */
    public boolean idsNameExamples() {
        List<Draws> compared = compared();
        double same = compared.stream()
                        .filter(pair -> pair.first().sameTarget(pair.second()))
                        .count()
                / (double) Math.max(1, compared.size());
        double chance = chance(compared);
        int kept = first().kept().isEmpty() ? first().size() : first().kept().size();
        double read = first().whole() ? 1 : (double) first().size() / Math.max(first().size(), first().promised());
        return compared.size() >= (int) (read * kept) / 2 && same - chance >= AGREEING * (1 - chance);
    }

    /** How often two of the examples, drawn apart, have the same target. */
    private static double chance(List<Draws> pairs) {
        Map<Long, Integer> counts = new HashMap<>();
        pairs.forEach(pair -> counts.merge(Pass.hash(pair.first().target()), 1, Integer::sum));
        return counts.values().stream()
                .mapToDouble(n -> Math.pow((double) n / pairs.size(), 2))
                .sum();
    }

    /** Share of the examples whose input is another in the next epoch. */
    public double varied() {
        List<Draws> compared = compared();
        return compared.stream()
                        .filter(pair -> pair.first().hash() != pair.second().hash())
                        .count()
                / (double) Math.max(1, compared.size());
    }

    /** Whether another seed shows the same examples, by id and target, otherwise. */
    public boolean drawnElsewhere() {
        Namesakes shared = Namesakes.of(first(), firstElsewhere);
        return shared.size() >= 20
                && shared.sameTargets()
                && shared.changed() > 0.2 * shared.size()
                && shared.own() > 0.3
                && shared.sameExamples()
                && !shared.rescaled()
                && !shared.undone(first());
    }

    /** How far a number of an input moves from one epoch to another: root mean square over √2, the deviation of its noise. */
    public double noise() {
        double sum = 0;
        long n = 0;
        for (Draws draw : draws(1)) {
            for (int i = 0; i < draw.first().input().length; i++) {
                double off = draw.first().input()[i] - draw.second().input()[i];
                if (Double.isFinite(off)) {
                    sum += off * off;
                    n++;
                }
            }
        }
        return n == 0 ? 0 : Math.sqrt(sum / n / 2);
    }
}
