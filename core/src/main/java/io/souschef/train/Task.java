package io.souschef.train;

import io.souschef.tensor.DType;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What is predicted: the width of the output, the loss, the metric that a person understands, and what an ignorant net
 * should score.
 */
public sealed interface Task permits Task.Classification, Task.MultiLabel, Task.Regression, Task.NextToken, Task.Dense {
    static Task classification(int classes) {
        return new Classification(classes);
    }

    static Task multiLabel(int labels) {
        return new MultiLabel(labels);
    }

    /** Regression of targets as they are. */
    static Task regression() {
        return new Regression(0, 1, "");
    }

    /**
     * Regression of targets that were standardised as (y − mean) / deviation: the metric is in the unit of y again.
     *
     * @param unit for people, e.g. "USD"; may be empty
     */
    static Task regression(double mean, double deviation, String unit) {
        return new Regression(mean, deviation, unit);
    }

    /** A class for every pixel. Targets of {@link io.souschef.tensor.Functional#IGNORE_INDEX} don't count. */
    static Task dense(int classes) {
        return dense(classes, Functional.IGNORE_INDEX);
    }

    /** The same, with another target value that doesn't count: the border between objects, say. */
    static Task dense(int classes, long ignoreIndex) {
        return new Dense(classes, ignoreIndex);
    }

    /** At each position of a sequence, the token after it. Targets of {@link io.souschef.tensor.Functional#IGNORE_INDEX} don't count. */
    static Task nextToken(int vocabulary) {
        return nextToken(vocabulary, Functional.IGNORE_INDEX);
    }

    /** The same, with another target value that doesn't count: padding. */
    static Task nextToken(int vocabulary, long ignoreIndex) {
        return new NextToken(vocabulary, ignoreIndex);
    }

    /**
     * What counts on its own in an evaluation: an example; in a sequence each of its positions, but those that are ignored.
     *
     * @param output one row per prediction, [M, {@link #outputs()}]
     * @param target one per prediction
     * @param example for each prediction, the row of the batch that it belongs to
     */
    record Predictions(Tensor output, Tensor target, int[] example) {}

    /** The predictions in a batch, one by one. */
    default Predictions predictions(Tensor output, Tensor target) {
        return new Predictions(
                output, target, IntStream.range(0, (int) output.size(0)).toArray());
    }

    /** Width of the net's output. */
    int outputs();

    /** Mean loss over a batch, a tensor of one. */
    default Tensor loss(Tensor output, Tensor target) {
        return lossEach(output, target).mean();
    }

    /** Loss per example, [N]. */
    Tensor lossEach(Tensor output, Tensor target);

    /** The unit of the loss, e.g. nats. */
    String lossUnit();

    /** The metric's name, e.g. accuracy. */
    String metric();

    /** Whether a larger metric is better. */
    boolean higherIsBetter();

    /**
     * What one example adds to the metric: 1 or 0 for right or wrong, or its squared error in the target's unit. The metric
     * is the mean of these, or its root.
     *
     * @param outputs of all examples, row by row, {@link #outputs()} wide
     * @param targets of all examples, row by row
     */
    double merit(float[] outputs, float[] targets, int example);

    /** The metric for a mean merit. */
    default double metric(double meanMerit) {
        return meanMerit;
    }

    /**
     * K classes, logits [N, K], targets int64 [N]; cross-entropy and accuracy. Of targets that are shares of the classes, float32 [N, K], the
     * class with the largest is the right one.
     */
    record Classification(int classes) implements Task {
        public Classification {
            if (classes < 2) {
                throw new IllegalArgumentException("classification needs two classes or more, got " + classes);
            }
        }

        @Override
        public int outputs() {
            return classes;
        }

        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return Losses.crossEntropy(output, target);
        }

        @Override
        public Tensor lossEach(Tensor output, Tensor target) {
            return Losses.crossEntropyEach(output, target);
        }

        @Override
        public String lossUnit() {
            return "nats";
        }

        @Override
        public String metric() {
            return "accuracy";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double merit(float[] outputs, float[] targets, int example) {
            boolean shares = targets.length == outputs.length;
            int wanted = shares ? predicted(targets, example) : (int) targets[example];
            return predicted(outputs, example) == wanted ? 1 : 0;
        }

        /** The class with the largest output; the first of equals. NaN predicts no class: −1. */
        public int predicted(float[] outputs, int example) {
            int best = -1;
            for (int k = 0; k < classes; k++) {
                float output = outputs[example * classes + k];
                if (Float.isNaN(output)) {
                    return -1;
                }
                if (best < 0 || output > outputs[example * classes + best]) {
                    best = k;
                }
            }
            return best;
        }
    }

    /** L yes-or-no labels, logits [N, L], or of any shape with L of them, targets float32 alike of zeros and ones; binary cross-entropy and the share right. */
    record MultiLabel(int labels) implements Task {
        @Override
        public int outputs() {
            return labels;
        }

        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return Losses.binaryCrossEntropy(output, target);
        }

        @Override
        public Tensor lossEach(Tensor output, Tensor target) {
            return Losses.binaryCrossEntropyEach(output, target)
                    .reshape(output.size(0), -1)
                    .mean(1);
        }

        @Override
        public String lossUnit() {
            return "nats per label";
        }

        @Override
        public String metric() {
            return "label accuracy";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double merit(float[] outputs, float[] targets, int example) {
            int right = 0;
            for (int l = example * labels; l < (example + 1) * labels; l++) {
                right += (outputs[l] > 0) == (targets[l] > 0.5f) ? 1 : 0;
            }
            return (double) right / labels;
        }
    }

    /**
     * One number, output and target float32 [N, 1]; mean squared error of standardised targets, and its root in their unit. Where output
     * and target are several numbers an example, alike in shape, each of them is a prediction of its own.
     */
    record Regression(double mean, double deviation, String unit) implements Task {
        public Regression {
            if (!(deviation > 0)) {
                throw new IllegalArgumentException("the deviation of the targets must be positive, got " + deviation);
            }
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return Losses.mse(output, target);
        }

        @Override
        public Tensor lossEach(Tensor output, Tensor target) {
            return Losses.mseEach(output, target).reshape(output.size(0), -1).mean(1);
        }

        @Override
        public Predictions predictions(Tensor output, Tensor target) {
            int n = (int) output.size(0);
            int each = n == 0 ? 1 : (int) (output.numel() / n);
            if (each < 2 || !output.shape().equals(target.shape())) {
                return Task.super.predictions(output, target);
            }
            return new Predictions(
                    output.reshape(-1, 1),
                    target.reshape(-1, 1),
                    IntStream.range(0, n * each).map(number -> number / each).toArray());
        }

        @Override
        public String lossUnit() {
            return "squared deviations";
        }

        @Override
        public String metric() {
            return "RMSE";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public double merit(float[] outputs, float[] targets, int example) {
            double error = (outputs[example] - targets[example]) * deviation;
            return error * error;
        }

        @Override
        public double metric(double meanMerit) {
            return Math.sqrt(meanMerit);
        }

        /** A standardised number in the target's unit. */
        public double decoded(double standardised) {
            return mean + deviation * standardised;
        }
    }

    /**
     * One of V tokens at every position: logits [N, T, V], targets int64 [N, T]; cross-entropy and accuracy over the positions
     * that count. In an evaluation every such position counts once, however long its sequence is.
     */
    record NextToken(int vocabulary, long ignoreIndex) implements Task {
        public NextToken {
            if (vocabulary < 2) {
                throw new IllegalArgumentException("a vocabulary has two tokens or more, got " + vocabulary);
            }
        }

        @Override
        public int outputs() {
            return vocabulary;
        }

        /** Mean over the positions that count, of all sequences together. */
        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return Losses.crossEntropyIgnoring(rows(output), target.reshape(-1), ignoreIndex);
        }

        /** [N, T, V] → [N], each the mean over the positions that count, zero where none does; [M, V] → [M]. */
        @Override
        public Tensor lossEach(Tensor output, Tensor target) {
            Tensor each = Losses.crossEntropyEach(rows(output), target.reshape(-1), ignoreIndex);
            if (output.dim() == 2) {
                return each;
            }
            Tensor counted = Tensor.ones(target.shape().toArray()).sub(ignored(target));
            return each.reshape(target.shape().toArray())
                    .sum(1)
                    .div(counted.sum(1).maximum(Tensor.ones()));
        }

        private Tensor ignored(Tensor target) {
            return target.eq((double) ignoreIndex).to(DType.FLOAT32);
        }

        private Tensor rows(Tensor output) {
            return output.reshape(-1, vocabulary);
        }

        @Override
        public Predictions predictions(Tensor output, Tensor target) {
            long[] wanted = target.toLongs();
            int length = wanted.length / (int) output.size(0);
            long[] counted = LongStream.range(0, wanted.length)
                    .filter(position -> wanted[(int) position] != ignoreIndex)
                    .toArray();
            Tensor index = Tensor.of(counted, counted.length);
            return new Predictions(
                    rows(output).indexSelect(0, index),
                    target.reshape(-1).indexSelect(0, index),
                    Arrays.stream(counted)
                            .mapToInt(position -> (int) position / length)
                            .toArray());
        }

        @Override
        public String lossUnit() {
            return "nats per token";
        }

        @Override
        public String metric() {
            return "token accuracy";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double merit(float[] outputs, float[] targets, int prediction) {
            return new Classification(vocabulary).merit(outputs, targets, prediction);
        }
    }

    /**
     * One of K classes at every pixel: logits [N, K, H, W], targets int64 [N, H, W]; cross-entropy and accuracy over the pixels
     * that count.
     */
    record Dense(int classes, long ignoreIndex) implements Task {
        public Dense {
            if (classes < 2) {
                throw new IllegalArgumentException("segmentation needs two classes or more, got " + classes);
            }
        }

        @Override
        public int outputs() {
            return classes;
        }

        @Override
        public Tensor loss(Tensor output, Tensor target) {
            return sequence().loss(rows(output), target);
        }

        @Override
        public Tensor lossEach(Tensor output, Tensor target) {
            return sequence().lossEach(rows(output), output.dim() == 2 ? target : target.reshape(output.size(0), -1));
        }

        @Override
        public Predictions predictions(Tensor output, Tensor target) {
            return sequence().predictions(rows(output), target.reshape(output.size(0), -1));
        }

        /** Pixels as if they were the positions of a sequence: [N, K, H, W] → [N, H · W, K]. */
        private Tensor rows(Tensor output) {
            return output.dim() == 2
                    ? output
                    : output.reshape(output.size(0), classes, -1).transpose(1, 2);
        }

        private NextToken sequence() {
            return new NextToken(classes, ignoreIndex);
        }

        @Override
        public String lossUnit() {
            return "nats per pixel";
        }

        @Override
        public String metric() {
            return "pixel accuracy";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double merit(float[] outputs, float[] targets, int prediction) {
            return new Classification(classes).merit(outputs, targets, prediction);
        }
    }
}
