package io.souschef.recipe.hindsight;

import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.stream.IntStream;

/**
 * What a classifier says of some examples, beside what they are.
 *
 * @param probabilities row by row, as many as there are classes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
record Answers(Evaluation evaluation, int classes, double[] probabilities) {
    static Answers of(Evaluation evaluation, Task.Classification task) {
        return new Answers(evaluation, task.classes(), softmax(evaluation.outputs(), task.classes(), 1));
    }

    /** Of every row, its outputs divided by a temperature first. */
    static double[] softmax(float[] outputs, int classes, double temperature) {
        double[] p = new double[outputs.length];
        for (int from = 0; from < p.length; from += classes) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = from; k < from + classes; k++) {
                most = Math.max(most, outputs[k]);
            }
            double sum = 0;
            for (int k = from; k < from + classes; k++) {
                p[k] = Math.exp((outputs[k] - most) / temperature);
                sum += p[k];
            }
            for (int k = from; k < from + classes; k++) {
                p[k] /= sum;
            }
        }
        return p;
    }

    int size() {
        return evaluation.size();
    }

    int id(int place) {
        return (int) evaluation.ids()[place];
    }

    int given(int place) {
        return (int) evaluation.targets()[place];
    }

    /** The class with the largest probability, the first of equals. */
    int predicted(int place) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = probability(place, k) > probability(place, best) ? k : best;
        }
        return best;
    }

    double probability(int place, int label) {
        return probabilities[place * classes + label];
    }

    /** Of the class that is predicted. */
    double confidence(int place) {
        return probability(place, predicted(place));
    }

    boolean right(int place) {
        return predicted(place) == given(place);
    }

    /** The places at which it is wrong, in order. */
    int[] wrong() {
        return IntStream.range(0, size()).filter(place -> !right(place)).toArray();
    }
}
