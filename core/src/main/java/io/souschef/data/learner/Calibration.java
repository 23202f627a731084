package io.souschef.data.learner;

/**
 * Scores as probabilities: softmax of the scores times one number, the one under which the given labels are likeliest. One number for
 * all examples can't fit any of them.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al. 2017: temperature scaling</a>
 */
public final class Calibration {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 24;

    /** Examples that are enough to find one number. */
    private static final int ENOUGH = 20_000;

    private Calibration() {}

    /** [n, classes], each row of sum 1. */
    public static float[][] probabilities(float[][] scores, int[] labels) {
        double low = Math.log(0.1);
        double high = Math.log(1000);
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = loss(scores, labels, Math.exp(left));
        double atRight = loss(scores, labels, Math.exp(right));
        for (int step = 0; step < STEPS; step++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = loss(scores, labels, Math.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = loss(scores, labels, Math.exp(right));
            }
        }
        float[][] probabilities = new float[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = softmax(scores[i], Math.exp((low + high) / 2));
        }
        return probabilities;
    }

    private static double loss(float[][] scores, int[] labels, double factor) {
        int stride = Math.max(1, scores.length / ENOUGH);
        double loss = 0;
        for (int i = 0; i < scores.length; i += stride) {
            loss -= Math.log(Math.max(1e-12, softmax(scores[i], factor)[labels[i]]));
        }
        return loss;
    }

    private static float[] softmax(float[] scores, double factor) {
        double most = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            most = Math.max(most, score * factor);
        }
        double sum = 0;
        float[] result = new float[scores.length];
        for (int k = 0; k < scores.length; k++) {
            result[k] = (float) Math.exp(scores[k] * factor - most);
            sum += result[k];
        }
        for (int k = 0; k < scores.length; k++) {
            result[k] /= (float) sum;
        }
        return result;
    }
}
