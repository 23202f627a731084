package io.souschef.check.labels;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which predictions the program's loss counts: for each class, how many targets there are and for how many the loss has a gradient
 * with respect to the net's output.
 */
record Counted() implements Probe<Counted.View> {
    private static final int BATCHES = 5;

    /** Of one class: its targets, and those that the loss takes no notice of. */
    record Share(int targets, int without) {}

    /**
     * @param classes by number
     * @param losses of the batches
     */
    record View(NavigableMap<Long, Share> classes, double[] losses) {
        int targets() {
            return classes.values().stream().mapToInt(Share::targets).sum();
        }

        int without() {
            return classes.values().stream().mapToInt(Share::without).sum();
        }
    }

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            Batches batches = program.training(0);
            int n = Math.min(BATCHES, batches.count());
            TreeMap<Long, Share> classes = new TreeMap<>();
            double[] losses = new double[n];
            program.net().train();
            for (int b = 0; b < n; b++) {
                try (Batch batch = batches.open(b)) {
                    losses[b] = add(program, batch, classes);
                }
            }
            return new View(classes, losses);
        });
    }

    private static double add(TrainingProgram program, Batch batch, NavigableMap<Long, Share> classes) {
        Tensor output = program.forward(batch).detach().copy();
        output.requiresGrad(true);
        Tensor loss = program.loss(output, batch);
        if (!loss.requiresGrad()) {
            throw new CouldNotJudge("the loss has no gradient with respect to the output");
        }
        Tensor gradientOfOutput = loss.gradOf(List.of(output))
                .get(0)
                .orElseThrow(() -> new CouldNotJudge("the loss takes no gradient from the output that it is handed"));
        float[] gradient = rows(program.task(), gradientOfOutput).toFloats();
        float[] targets = batch.target().toFloats();
        int width = program.task().outputs();
        if (targets.length * width != gradient.length) {
            throw new CouldNotJudge(
                    "outputs %s don't fit the targets %s",
                    output.shape(), batch.target().shape());
        }
        for (int i = 0; i < targets.length; i++) {
            boolean none = true;
            for (int k = i * width; k < (i + 1) * width; k++) {
                none &= gradient[k] == 0;
            }
            int without = none ? 1 : 0;
            classes.merge(
                    (long) targets[i],
                    new Share(1, without),
                    (a, c) -> new Share(a.targets() + c.targets(), a.without() + c.without()));
        }
        return loss.item();
    }

    private static Tensor rows(Task task, Tensor output) {
        if (task instanceof Task.Dense && output.dim() == 4) {
            return output.permute(0, 2, 3, 1).contiguous();
        }
        if (task instanceof Task.MultiLabel || task instanceof Task.Regression) {
            throw new CouldNotJudge("nothing is classified");
        }
        return output;
    }
}
