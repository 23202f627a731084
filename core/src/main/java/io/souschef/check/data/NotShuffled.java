package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Batches of one class each teach the net to say that class, then to say the next. Within a random batch two examples share their
 * class as often as any two do; in sorted data nearly always. For numbers, neighbours are compared instead of classes. Data that are
 * sorted in the first epochs alone, by how hard they are, say, pass. It can't see an order that has nothing to do with the target.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class NotShuffled implements Check {
    /**
     * Random orders stay within 4.1 standard errors over 40 seeds of every healthy program; sorted classes reach 20 and more.
     */
    private static final double ERRORS = 6;

    /**
     * How much more often than by chance two of a batch share their class, or the correlation of neighbours. Of the gallery's 418 sound programs
     * at most 0.10, seed 1, in small data and within 2 standard errors; sorted ones 0.58 and 0.94.
     */
    private static final double EXCESS = 0.1;

    private static final int LEAST = 3;

    /** Share of the batches; the last one may be a rest. */
    private static final double BALANCED = 0.8;

    @Override
    public String name() {
        return "training is shuffled";
    }

    @Override
    public String code() {
        return "not-shuffled";
    }

    @Override
    public Finding run(Subject subject) {
        Pass pass = subject.measured(new Reading()).first();
        Declared declared = subject.fresh(program -> program.declares());
        if (declared.feeding().inOrder() || declared.looping().carriesState()) {
            throw new CouldNotJudge("the program declares that its order is meant");
        }
        if (pass.sizes().size() < 3 || pass.examples().get(0).target().length != 1) {
            throw new CouldNotJudge("it needs three batches and one target per example");
        }
        if (pass.wholeTargets() && isBalanced(pass)) {
            throw new CouldNotJudge(
                    "every batch holds several classes, equally often: they are drawn so, as for triplets");
        }
        long widths = pass.examples().stream()
                .mapToInt(example -> example.input().length)
                .distinct()
                .count();
        if (!pass.wholeTargets() && widths > 2) {
            throw new CouldNotJudge("batches hold inputs of one length each, with which a number may go");
        }
        double[] z = order(pass);
        boolean first = isSorted(z);
        boolean sorted =
                first && subject.measured(new LaterEpochs()).later().stream().allMatch(later -> isSorted(order(later)));
        return finding()
                .measured(
                        (pass.wholeTargets()
                                ? "within a batch two examples share their class %.2f more often than any two do, %.1f standard errors%s"
                                : "neighbours in the stream correlate by %.2f in their targets, %.1f standard errors%s"),
                        z[1],
                        z[0],
                        first && !sorted ? ", in the first epoch and not in each later one: a curriculum" : "")
                .expected("within %.0f standard errors of a random order", ERRORS)
                .cause(sorted ? "training goes through sorted data" : "")
                .fix("draw a new order for each epoch: stream.at(epoch).permutation(n)")
                .failIf(sorted);
    }

    private static boolean isSorted(double[] z) {
        return z[0] > ERRORS && z[1] > EXCESS;
    }

    /** Whether nearly all batches hold two classes or more, each of them as often as the others and more than once. */
    private static boolean isBalanced(Pass pass) {
        Map<Integer, Map<Integer, Integer>> batches = new HashMap<>();
        pass.examples().forEach(example -> batches.computeIfAbsent(example.batch(), b -> new HashMap<>())
                .merge(example.label(), 1, Integer::sum));
        long balanced = batches.values().stream()
                .filter(counts -> counts.size() > 1
                        && counts.values().stream().distinct().count() == 1
                        && counts.values().iterator().next() > 1)
                .count();
        return balanced > BALANCED * batches.size();
    }

    private static double[] order(Pass pass) {
        return pass.wholeTargets() ? classes(pass.examples()) : neighbours(pass.examples());
    }

    /** How far the share of equal pairs within batches lies above chance: in standard errors, and as a share. */
    private static double[] classes(List<Example> examples) {
        Map<Integer, Integer> total = new HashMap<>();
        examples.forEach(example -> total.merge(example.label(), 1, Integer::sum));
        double n = examples.size();
        double chance = total.values().stream().mapToDouble(c -> c * (c - 1.0)).sum() / (n * (n - 1));
        double pairs = 0;
        double equal = 0;
        for (int from = 0, to; from < examples.size(); from = to) {
            Map<Integer, Integer> counts = new HashMap<>();
            for (to = from;
                    to < examples.size()
                            && examples.get(to).batch() == examples.get(from).batch();
                    to++) {
                counts.merge(examples.get(to).label(), 1, Integer::sum);
            }
            pairs += (to - from) * (to - from - 1.0) / 2;
            equal +=
                    counts.values().stream().mapToDouble(c -> c * (c - 1.0) / 2).sum();
        }
        double excess = pairs == 0 ? 0 : equal / pairs - chance;
        double error = Math.sqrt(Math.max(1e-12, chance * (1 - chance) / Math.max(1, pairs)));
        return new double[] {excess / error, excess};
    }

    /** Of the targets that are numbers; one that nobody knows is skipped. */
    private static double[] neighbours(List<Example> examples) {
        double[] y = examples.stream()
                .mapToDouble(example -> example.target()[0])
                .filter(Double::isFinite)
                .toArray();
        if (y.length < LEAST) {
            return new double[] {0, 0};
        }
        double[] before = Arrays.copyOfRange(y, 0, y.length - 1);
        double[] after = Arrays.copyOfRange(y, 1, y.length);
        double r = Correlation.of(before, after);
        return new double[] {r * Math.sqrt(before.length), r};
    }
}
