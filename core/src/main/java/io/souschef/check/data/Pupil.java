package io.souschef.check.data;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a predictor that can't be wrong learns from the evaluation split, which nothing shuffles or augments, and how it then sees
 * the training split, and the mirror images of the evaluation split. Each split is standardised by its own numbers first, so
 * that scale plays no part. One class or one number per example.
 *
 * @param counts whether tokens and codes are inputs, too: it counts them, and which two follow each other
 */
public record Pupil(boolean counts) implements Probe<Pupil.View> {
    static final int MOST = 256;

    private static final int LEAST = 40;

    /** So many counts are kept of an input of tokens; two that come to the same place are added. */
    private static final int COUNTS = 2048;

    /** Of sums of a few hundred shares. */
    private static final double ROUNDING = 1e-9;

    /**
     * How many times the share of its commonest class in training that in evaluation is: 1.33 at most in 1,698 runs of programs of the
     * gallery and beside it, two seeds; 2.4 and more where epochs take classes in turn.
     */
    private static final double MOSTLY = 1.5;

    /** Of real numbers. */
    public Pupil() {
        this(false);
    }

    /**
     * Targets and predictions, a class or a number each.
     *
     * @param classes how many, 0 for numbers
     * @param held targets of the evaluation split
     * @param heldOut predicted for each from all others of that split
     * @param mirrored predicted from each one's mirror image, left to right; empty where there are no images
     * @param upsideDown the same, top to bottom
     * @param training targets of the training split
     * @param byHeld predicted for each of them from the evaluation split
     * @param byTraining predicted for each from all others of the training split
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record View(
            int classes,
            double[] held,
            double[] heldOut,
            double[] mirrored,
            double[] upsideDown,
            double[] training,
            double[] byHeld,
            double[] byTraining) {

        /** @throws CouldNotJudge where the first epoch is mostly of one class, and evaluation is not */
        public void sameClasses() {
            if (classes > 0 && commonest(training) > MOSTLY * commonest(held)) {
                throw new CouldNotJudge("the first epoch is mostly of one class, evaluation is not");
            }
        }

        private static double commonest(double[] classes) {
            Map<Double, Long> counts =
                    Arrays.stream(classes).boxed().collect(Collectors.groupingBy(k -> k, Collectors.counting()));
            return (double) Collections.max(counts.values()) / classes.length;
        }

        /** How well {@code predicted} fits, from 0, as if guessed, to 1: agreement beyond chance, or the correlation. */
        public double skill(double[] target, double[] predicted) {
            if (classes == 0) {
                return Correlation.of(target, predicted);
            }
            double chance = chance(target, predicted);
            return chance > 1 - ROUNDING ? 0 : (right(target, predicted) - chance) / (1 - chance);
        }

        /** The standard error of that skill; infinite where there is but one class. */
        public double error(double[] target, double[] predicted) {
            if (classes == 0) {
                return Correlation.error(target, predicted);
            }
            double right = right(target, predicted);
            double chance = chance(target, predicted);
            return chance > 1 - ROUNDING
                    ? Double.POSITIVE_INFINITY
                    : Math.sqrt(right * (1 - right) / target.length) / (1 - chance);
        }

        private static double right(double[] target, double[] predicted) {
            return (double) IntStream.range(0, target.length)
                            .filter(i -> target[i] == predicted[i])
                            .count()
                    / target.length;
        }

        /** The share that would be right if predictions had nothing to do with their targets. */
        private double chance(double[] target, double[] predicted) {
            double[] targets = new double[classes];
            double[] guesses = new double[classes];
            for (int i = 0; i < target.length; i++) {
                targets[(int) target[i]] += 1.0 / target.length;
                guesses[(int) predicted[i]] += 1.0 / target.length;
            }
            return IntStream.range(0, classes)
                    .mapToDouble(k -> targets[k] * guesses[k])
                    .sum();
        }
    }

    @Override
    public View measure(Subject subject) {
        Task task = subject.fresh(program -> program.task());
        Streams streams = subject.measured(new Reading());
        int classes = task instanceof Task.Classification c ? c.classes() : 0;
        if (classes == 0 && !(task instanceof Task.Regression)) {
            throw new CouldNotJudge("it needs one class or one number per example");
        }
        if (!counts && !streams.first().ofRealNumbers()) {
            throw new CouldNotJudge("it needs inputs of real numbers");
        }
        List<Example> held = few(streams.evaluation(), classes);
        List<Example> training = few(streams.first(), classes);
        float[][] heldRows = rows(streams.evaluation(), held);
        float[][] trainingRows = rows(streams.first(), training);
        if (heldRows[0].length != trainingRows[0].length) {
            throw new CouldNotJudge("training and evaluation differ in the size of their inputs");
        }
        KernelRidge byHeld = KernelRidge.fit(heldRows, targets(held, classes));
        KernelRidge byTraining = KernelRidge.fit(trainingRows, targets(training, classes));
        boolean images = streams.evaluation().ofImages();
        return new View(
                classes,
                truth(held),
                decoded(byHeld.leftOut(), classes),
                images ? decoded(byHeld.predict(turned(streams.evaluation(), heldRows, true)), classes) : new double[0],
                images
                        ? decoded(byHeld.predict(turned(streams.evaluation(), heldRows, false)), classes)
                        : new double[0],
                truth(training),
                decoded(byHeld.predict(trainingRows), classes),
                decoded(byTraining.leftOut(), classes));
    }

    /** So many of all at most, from the first to the last at equal distances: a split may be sorted by class. */
    public static List<Example> spread(List<Example> all, int most) {
        int n = Math.min(most, all.size());
        return IntStream.range(0, n)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / n)))
                .toList();
    }

    private static List<Example> few(Pass pass, int classes) {
        return few(pass, classes, MOST);
    }

    /** At most so many of those that have one class or one number, spread over the split. */
    static List<Example> few(Pass pass, int classes, int most) {
        List<Example> few = new ArrayList<>();
        for (Example example : spread(pass.kept(), most)) {
            if (example.target().length != 1 || !Float.isFinite(example.target()[0])) {
                throw new CouldNotJudge("it needs one class or one number per example");
            }
            if (classes == 0 || (example.label() >= 0 && example.label() < classes)) {
                few.add(example);
            }
        }
        if (few.size() < LEAST) {
            throw new CouldNotJudge(
                    "it needs %d examples in training and in evaluation, there are %d", LEAST, few.size());
        }
        return few;
    }

    private float[][] rows(Pass pass, List<Example> examples) {
        float[][] rows = standardised(pass, examples);
        for (int i = 0; i < rows.length && counts; i++) {
            rows[i] = counted(pass, examples.get(i).input(), rows[i]);
        }
        return rows;
    }

    /** The real numbers as they are, and beside them how often which token, and which two in a row, occur in the input that holds none. */
    private static float[] counted(Pass pass, float[] input, float[] standardised) {
        int at = 0;
        int kept = pass.realColumns().length;
        int codes = (int) pass.inputs().stream().filter(one -> !one.real()).count();
        float[] row = new float[kept + codes * COUNTS];
        int real = 0;
        int base = kept;
        for (Pass.Input one : pass.inputs()) {
            int size = (int) one.shape().stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
            for (int i = at; i < Math.min(at + size, input.length); i++) {
                if (one.real()) {
                    row[real++] = standardised[i];
                } else {
                    row[base + place(input[i], Float.NaN)]++;
                    if (i > at) {
                        row[base + place(input[i - 1], input[i])]++;
                    }
                }
            }
            at += size;
            base += one.real() ? 0 : COUNTS;
        }
        return row;
    }

    private static int place(float... tokens) {
        return (int) Math.floorMod(Pass.hash(tokens), (long) COUNTS);
    }

    static float[][] standardised(Pass pass, List<Example> examples) {
        Moments moments = Moments.of(pass);
        int[] groups = pass.groups();
        float[][] rows = new float[examples.size()][];
        for (int i = 0; i < rows.length; i++) {
            float[] input = examples.get(i).input();
            rows[i] = new float[input.length];
            for (int j = 0; j < input.length; j++) {
                double deviation = moments.deviation()[groups[j]];
                double value = deviation > 0 ? (input[j] - moments.mean()[groups[j]]) / deviation : 0;
                rows[i][j] = Double.isFinite(value) ? (float) value : 0;
            }
        }
        return rows;
    }

    private static float[][] turned(Pass pass, float[][] rows, boolean leftToRight) {
        int h = pass.side(1);
        int w = pass.side(2);
        float[][] turned = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            turned[i] = leftToRight ? Turn.LEFT_TO_RIGHT.of(rows[i], h, w) : Turn.TOP_TO_BOTTOM.of(rows[i], h, w);
        }
        return turned;
    }

    static double[][] targets(List<Example> examples, int classes) {
        double[][] targets = new double[examples.size()][Math.max(1, classes)];
        for (int i = 0; i < targets.length; i++) {
            if (classes == 0) {
                targets[i][0] = examples.get(i).target()[0];
            } else {
                targets[i][examples.get(i).label()] = 1;
            }
        }
        return targets;
    }

    static double[] truth(List<Example> examples) {
        return examples.stream().mapToDouble(example -> example.target()[0]).toArray();
    }

    static double[] decoded(double[][] predicted, int classes) {
        double[] decoded = new double[predicted.length];
        for (int i = 0; i < decoded.length; i++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                best = predicted[i][k] > predicted[i][best] ? k : best;
            }
            decoded[i] = classes == 0 ? predicted[i][0] : best;
        }
        return decoded;
    }
}
