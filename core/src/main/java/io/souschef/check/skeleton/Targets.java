package io.souschef.check.skeleton;

import io.souschef.check.CouldNotJudge;
import io.souschef.data.Batch;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How the targets of some batches are distributed, and so what a net that knows just that would lose. */
final class Targets {
    /** How far shares may be from one together, by rounding. Reasoned: numbers with three digits. */
    private static final double WHOLE = 1e-3;

    private @Nullable Task task;
    private double[] values = new double[0];
    private int examples;
    private final List<double[]> nets = new ArrayList<>();

    /** From here on it is another net that says something. */
    void next() {
        nets.add(new double[2]);
    }

    /** What the net said on average, of so many examples. */
    void said(double mean, int size) {
        if (!nets.isEmpty()) {
            double[] net = nets.get(nets.size() - 1);
            net[0] += mean * size;
            net[1] += size;
        }
    }

    /** What a squared error owes to nets that say another mean than that of the targets, mean over the nets. */
    double offset() {
        double mean = Arrays.stream(values).average().orElse(0);
        return nets.stream()
                .mapToDouble(net -> Math.pow(net[0] / net[1] - mean, 2))
                .average()
                .orElse(0);
    }

    void add(Task of, double[] more, int size) {
        task = of;
        int had = values.length;
        values = Arrays.copyOf(values, had + more.length);
        System.arraycopy(more, 0, values, had, more.length);
        examples += size;
    }

    Task task() {
        if (task == null) {
            throw new CouldNotJudge("the training split has no batch");
        }
        return task;
    }

    int examples() {
        return examples;
    }

    /** What even bets cost: ln K, or ln 2 for each label. */
    double even() {
        return Math.log(task() instanceof Task.MultiLabel ? 2 : task().outputs());
    }

    /** What the even bets are called. */
    String rule() {
        return task() instanceof Task.MultiLabel ? "ln 2" : "ln %d".formatted(task().outputs());
    }

    /** What bets by the shares cost: the entropy of the classes, or its mean over the labels. */
    double entropy() {
        if (task() instanceof Task.MultiLabel labels) {
            return means(labels.labels())
                    .map(share -> term(share) + term(1 - share))
                    .average()
                    .orElse(0);
        }
        int classes = task().outputs();
        if (areShares()) {
            return means(classes).map(Targets::term).sum();
        }
        int[] counts = new int[classes];
        int counted = 0;
        for (double value : values) {
            if (value >= 0 && value < classes) {
                counts[(int) value]++;
                counted++;
            }
        }
        double entropy = 0;
        for (int count : counts) {
            entropy += term((double) count / Math.max(1, counted));
        }
        return entropy;
    }

    /** Of each of so many columns. */
    private DoubleStream means(int columns) {
        return IntStream.range(0, columns).mapToDouble(column -> IntStream.range(0, values.length / columns)
                .mapToDouble(row -> values[row * columns + column])
                .average()
                .orElse(0));
    }

    private static double term(double share) {
        return share > 0 ? -share * Math.log(share) : 0;
    }

    /**
     * What the right answers themselves cost: a label that is neither yes nor no, a grey pixel, costs its entropy however well it is
     * given; so do shares of the classes, as several readers gave them. Nothing else does.
     */
    double least() {
        if (areShares()) {
            return Arrays.stream(values).map(Targets::term).sum() / examples;
        }
        return task() instanceof Task.MultiLabel
                ? Arrays.stream(values)
                        .map(value -> term(value) + term(1 - value))
                        .average()
                        .orElse(0)
                : 0;
    }

    /** Whether a target is the share of each class, and not one class. */
    private boolean areShares() {
        if (!(task() instanceof Task.Classification of) || examples == 0 || values.length != examples * of.classes()) {
            return false;
        }
        for (int i = 0; i < values.length; i += of.classes()) {
            double sum = Arrays.stream(values, i, i + of.classes()).sum();
            if (Math.abs(sum - 1) > WHOLE) {
                return false;
            }
        }
        return true;
    }

    /** The same for one batch. */
    static double least(Task task, Batch batch) {
        Targets targets = new Targets();
        targets.add(task, batch.target().toDoubles(), batch.size());
        return targets.least();
    }

    double variance() {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }
}
