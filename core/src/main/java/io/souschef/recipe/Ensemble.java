package io.souschef.recipe;

import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;

/** Several nets, or several views of an example, that vote: the mean of their probabilities, or of their numbers. */
public final class Ensemble {
    /** A probability below this is taken for it: nobody is punished without end. */
    private static final double LEAST = 1e-12;

    private Ensemble() {}

    /** The evaluation of the mean of {@code members}, which evaluated the same examples. */
    public static Evaluation of(List<Evaluation> members) {
        Evaluation first = members.get(0);
        double[] mean = new double[first.outputs().length];
        for (Evaluation member : members) {
            add(votes(first.task(), member.outputs()), mean, members.size());
        }
        return evaluation(first.task(), first.ids(), mean, first.targets());
    }

    /** Adds one vote of {@code voters} to their mean. */
    static void add(double[] votes, double[] mean, int voters) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] += votes[i] / voters;
        }
    }

    /** What outputs mean, row by row: probabilities of classes, or numbers as they are. */
    static double[] votes(Task task, float[] outputs) {
        double[] votes = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            votes[i] = task instanceof Task.MultiLabel ? 1 / (1 + Math.exp(-outputs[i])) : outputs[i];
        }
        if (task instanceof Task.Classification c) {
            for (int from = 0; from < outputs.length; from += c.classes()) {
                softmax(votes, from, c.classes());
            }
        }
        return votes;
    }

    private static void softmax(double[] logits, int from, int width) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = from; k < from + width; k++) {
            max = Math.max(max, logits[k]);
        }
        double sum = 0;
        for (int k = from; k < from + width; k++) {
            logits[k] = Math.exp(logits[k] - max);
            sum += logits[k];
        }
        for (int k = from; k < from + width; k++) {
            logits[k] /= sum;
        }
    }

    /** The evaluation of votes: their outputs are again what a net would have said. */
    static Evaluation evaluation(Task task, long[] ids, double[] votes, float[] targets) {
        float[] outputs = new float[votes.length];
        for (int i = 0; i < votes.length; i++) {
            outputs[i] = (float) output(task, votes[i]);
        }
        int width = task.outputs();
        double[] losses = new double[ids.length];
        for (int e = 0; e < losses.length; e++) {
            losses[e] = loss(task, votes, targets, e * width, e);
        }
        return new Evaluation(task, ids, losses, outputs, targets);
    }

    private static double output(Task task, double vote) {
        if (task instanceof Task.Classification) {
            return Math.log(Math.max(vote, LEAST));
        }
        return task instanceof Task.MultiLabel ? Math.log(Math.max(vote, LEAST) / Math.max(1 - vote, LEAST)) : vote;
    }

    private static double loss(Task task, double[] votes, float[] targets, int from, int example) {
        if (task instanceof Task.Classification) {
            return -Math.log(Math.max(votes[from + (int) targets[example]], LEAST));
        }
        double sum = 0;
        for (int k = from; k < from + task.outputs(); k++) {
            double error = votes[k] - targets[k];
            double right = targets[k] > 0.5f ? votes[k] : 1 - votes[k];
            sum += task instanceof Task.MultiLabel ? -Math.log(Math.max(right, LEAST)) : error * error;
        }
        return sum / task.outputs();
    }
}
