package io.souschef.train;

import java.util.ArrayList;
import java.util.List;

/** Grows an evaluation batch by batch. */
public final class Gathered {
    private record Part(long[] ids, double[] losses, float[] outputs, float[] targets) {}

    private final List<Part> parts = new ArrayList<>();

    /** Takes in some examples; outputs and targets row by row. */
    public void add(long[] ids, double[] losses, float[] outputs, float[] targets) {
        parts.add(new Part(ids, losses, outputs, targets));
    }

    /** Everything so far, in the order in which it came. */
    public Evaluation evaluation(Task task) {
        int examples = parts.stream().mapToInt(part -> part.ids().length).sum();
        int width = parts.stream().mapToInt(part -> part.outputs().length).sum();
        int targetWidth = parts.stream().mapToInt(part -> part.targets().length).sum();
        long[] ids = new long[examples];
        double[] losses = new double[examples];
        float[] outputs = new float[width];
        float[] targets = new float[targetWidth];
        int example = 0;
        int output = 0;
        int target = 0;
        for (Part part : parts) {
            System.arraycopy(part.ids(), 0, ids, example, part.ids().length);
            System.arraycopy(part.losses(), 0, losses, example, part.losses().length);
            System.arraycopy(part.outputs(), 0, outputs, output, part.outputs().length);
            System.arraycopy(part.targets(), 0, targets, target, part.targets().length);
            example += part.ids().length;
            output += part.outputs().length;
            target += part.targets().length;
        }
        return new Evaluation(task, ids, losses, outputs, targets);
    }
}
