package io.souschef.recipe.squeeze;

import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.List;

/** Several nets that vote: the mean of their probabilities, or of their numbers. */
final class Ensemble {
    private Ensemble() {}

    /** The evaluation of the mean of {@code members}, which evaluated the same examples. */
    static Evaluation of(List<Evaluation> members) {
        Evaluation first = members.get(0);
        Task task = first.task();
        int width = task.outputs();
        double[] sum = new double[first.outputs().length];
        for (Evaluation member : members) {
            double[] votes = votes(member);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += votes[i] / members.size();
            }
        }
        float[] outputs = new float[sum.length];
        double[] losses = new double[first.size()];
        for (int e = 0; e < losses.length; e++) {
            for (int k = 0; k < width; k++) {
                int i = e * width + k;
                outputs[i] = (float) (task instanceof Task.Classification ? Math.log(Math.max(sum[i], 1e-12)) : sum[i]);
            }
            losses[e] = loss(task, outputs, first.targets(), e);
        }
        return new Evaluation(task, first.ids(), losses, outputs, first.targets());
    }

    private static double loss(Task task, float[] outputs, float[] targets, int example) {
        if (task instanceof Task.Classification c) {
            return -outputs[example * c.classes() + (int) targets[example]];
        }
        double error = outputs[example] - targets[example];
        return error * error;
    }

    private static double[] votes(Evaluation member) {
        int width = member.task().outputs();
        double[] votes = new double[member.outputs().length];
        for (int e = 0; e < member.size(); e++) {
            if (member.task() instanceof Task.Classification) {
                softmax(member.outputs(), e * width, width, votes);
            } else {
                for (int k = 0; k < width; k++) {
                    votes[e * width + k] = member.outputs()[e * width + k];
                }
            }
        }
        return votes;
    }

    private static void softmax(float[] logits, int from, int width, double[] out) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = from; k < from + width; k++) {
            max = Math.max(max, logits[k]);
        }
        double sum = 0;
        for (int k = from; k < from + width; k++) {
            out[k] = Math.exp(logits[k] - max);
            sum += out[k];
        }
        for (int k = from; k < from + width; k++) {
            out[k] /= sum;
        }
    }
}
