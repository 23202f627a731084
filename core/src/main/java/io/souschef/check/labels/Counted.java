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
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which predictions the program's loss counts: for each class, how many targets there are and for how many the loss has a gradient
 * with respect to the net's output.
 */
record Counted() implements Probe<Counted.View> {
    private static final int BATCHES = 5;

    /**
     * The logit of a class that pulls at nothing, where it is asked for anew, and less that of all others: from sure and right, over undecided, to
     * sure and wrong. A loss that takes the hardest half of a batch alone, or the easiest, or that is content beyond a margin, hears one of them.
     */
    private static final double[] SURE = {0, -1, -3, -10, 1, 3, 10};

    /** Of one class: its targets, and those that the loss takes no notice of. */
    record Share(int targets, int without) {}

    /**
     * @param classes by number
     * @param unheard classes whose targets pull at nothing, whatever the outputs are
     * @param losses of the batches
     * @param silent how many of the batches have no prediction that counts
     */
    record View(NavigableMap<Long, Share> classes, NavigableSet<Long> unheard, double[] losses, int silent) {
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
            int silent = 0;
            program.net().train();
            for (int b = 0; b < n; b++) {
                try (Batch batch = batches.open(b)) {
                    Tensor output = program.forward(batch).detach().copy();
                    int before = heard(classes);
                    losses[b] = add(program, batch, output, classes);
                    silent += heard(classes) == before ? 1 : 0;
                }
            }
            if (classes.isEmpty()) {
                throw new CouldNotJudge("training(0) has no targets");
            }
            TreeSet<Long> unheard = new TreeSet<>();
            classes.forEach((target, share) -> {
                boolean isClass = target >= 0 && target < program.task().outputs();
                if (isClass && share.without() == share.targets() && !isHeard(program, batches, n, target)) {
                    unheard.add(target);
                }
            });
            return new View(classes, unheard, losses, silent);
        });
    }

    private static int heard(NavigableMap<Long, Share> classes) {
        return classes.values().stream()
                .mapToInt(share -> share.targets() - share.without())
                .sum();
    }

    private static double add(TrainingProgram program, Batch batch, Tensor output, NavigableMap<Long, Share> classes) {
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

    /** Whether any target of a class pulls where it is harder, or easier, than all others are. */
    private static boolean isHeard(TrainingProgram program, Batches batches, int n, long target) {
        for (int b = 0; b < n; b++) {
            try (Batch batch = batches.open(b)) {
                Tensor plain = rows(program.task(), program.forward(batch).detach());
                for (double sure : SURE) {
                    TreeMap<Long, Share> classes = new TreeMap<>();
                    add(program, batch, made(plain, batch, target, sure), classes);
                    Share share = classes.getOrDefault(target, new Share(0, 0));
                    if (share.without() < share.targets()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Outputs of the kind that the net gives: {@code sure} of a class at its targets, of the others as sure the other way. */
    private static Tensor made(Tensor plain, Batch batch, long target, double sure) {
        int width = (int) plain.size(plain.dim() - 1);
        float[] targets = batch.target().toFloats();
        float[] made = new float[targets.length * width];
        for (int i = 0; i < targets.length; i++) {
            long wanted = (long) targets[i];
            int at = wanted >= 0 && wanted < width ? (int) wanted : 0;
            made[i * width + at] = (float) (wanted == target ? sure : -sure);
        }
        Tensor logits = Tensor.of(made, plain.shape().toArray());
        boolean unit = plain.min().item() >= 0 && plain.max().item() <= 1;
        Tensor output = unit ? logits.softmax(plain.dim() - 1) : logits;
        return output.dim() == 4 ? output.permute(0, 3, 1, 2).contiguous() : output.copy();
    }

    private static Tensor rows(Task task, Tensor output) {
        if (task instanceof Task.MultiLabel || task instanceof Task.Regression) {
            throw new CouldNotJudge("nothing is classified");
        }
        return classesLast(task, output);
    }

    /** [N, H, W, K] for pixels, whose outputs are [N, K, H, W]; others as they are. */
    static Tensor classesLast(Task task, Tensor output) {
        return task instanceof Task.Dense && output.dim() == 4
                ? output.permute(0, 2, 3, 1).contiguous()
                : output;
    }
}
