package io.souschef.recipe.skeleton;

import io.souschef.data.Batch;
import io.souschef.recipe.Kitchen;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.Arrays;

/** Turns what a baseline says into an evaluation, by the task's own loss. */
final class Answers {
    private static final int AT_ONCE = 8192;

    private Answers() {}

    /** The targets of these examples as a net is given them: classes, or standardised numbers. */
    static float[] targets(Kitchen kitchen, int[] ids) {
        float[] targets = new float[ids.length];
        for (int from = 0; from < ids.length; from += AT_ONCE) {
            int to = Math.min(ids.length, from + AT_ONCE);
            try (Batch batch = kitchen.feed().batch(Arrays.copyOfRange(ids, from, to))) {
                System.arraycopy(batch.target().toFloats(), 0, targets, from, to - from);
            }
        }
        return targets;
    }

    /** @param outputs row by row, as a net would put them out: logits, or a standardised number */
    static Evaluation evaluation(Kitchen kitchen, int[] ids, float[] outputs) {
        Task task = kitchen.task();
        int width = task.outputs();
        long[] names = Arrays.stream(ids).asLongStream().toArray();
        double[] losses = new double[ids.length];
        float[] targets = new float[ids.length];
        for (int from = 0; from < ids.length; from += AT_ONCE) {
            int to = Math.min(ids.length, from + AT_ONCE);
            try (Batch batch = kitchen.feed().batch(Arrays.copyOfRange(ids, from, to));
                    NoGrad off = NoGrad.open()) {
                Tensor output = Tensor.of(Arrays.copyOfRange(outputs, from * width, to * width), to - from, width);
                System.arraycopy(task.lossEach(output, batch.target()).toDoubles(), 0, losses, from, to - from);
                System.arraycopy(batch.target().toFloats(), 0, targets, from, to - from);
            }
        }
        return new Evaluation(task, names, losses, outputs, targets);
    }
}
