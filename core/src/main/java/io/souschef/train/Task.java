package io.souschef.train;

import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * What is predicted: the width of the output, the loss, the metric that a person understands, and what an ignorant net
 * should score.
 */
public sealed interface Task permits Task.Classification, Task.MultiLabel, Task.Regression {
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

    /** K classes, logits [N, K], targets int64 [N]; cross-entropy and accuracy. */
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
            return predicted(outputs, example) == (int) targets[example] ? 1 : 0;
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

    /** L yes-or-no labels, logits [N, L], targets float32 [N, L] of zeros and ones; binary cross-entropy and the share right. */
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
            return Losses.binaryCrossEntropyEach(output, target).mean(1);
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

    /** One number, output and target float32 [N, 1]; mean squared error of standardised targets, and its root in their unit. */
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
            return Losses.mseEach(output, target).mean(1);
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
}
