package io.souschef.check.labels;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values of targets that stand for no label: an answer that nobody gave, −1, say. The program's loss has no gradient at any output whose
 * target is one of them.
 */
record Marks() implements Probe<Set<Float>> {
    private static final int BATCHES = 40;

    /** Labels have two values or, where they are soft, any; so many are looked at. */
    private static final int VALUES = 2000;

    /** None where the loss can't be asked: targets that are no classes may not be taken at all. */
    static Set<Float> of(Subject subject) {
        try {
            return subject.measured(new Marks());
        } catch (RuntimeException refused) {
            return Set.of();
        }
    }

    @Override
    public Set<Float> measure(Subject subject) {
        return subject.fresh(program -> {
            TreeMap<Float, Boolean> pulls = new TreeMap<>();
            Batches batches = program.training(0);
            for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
                try (Batch batch = batches.open(b)) {
                    add(program, batch, pulls);
                }
            }
            TreeSet<Float> marks = new TreeSet<>();
            pulls.forEach((value, pull) -> {
                if (!pull) {
                    marks.add(value);
                }
            });
            return pulls.containsValue(true) ? marks : Set.of();
        });
    }

    private static void add(TrainingProgram program, Batch batch, TreeMap<Float, Boolean> pulls) {
        Tensor output = program.forward(batch).detach().copy().requiresGrad(true);
        float[] targets = batch.target().toFloats();
        Tensor loss = program.loss(output, batch);
        Optional<Tensor> gradient =
                loss.requiresGrad() ? loss.gradOf(List.of(output)).get(0) : Optional.empty();
        if (gradient.isEmpty()) {
            return;
        }
        int each =
                program.task() instanceof Task.MultiLabel ? 1 : program.task().outputs();
        float[] pull = Counted.classesLast(program.task(), gradient.get()).toFloats();
        if (pull.length != targets.length * each) {
            return;
        }
        for (int i = 0; i < targets.length; i++) {
            boolean any = false;
            for (int k = i * each; k < (i + 1) * each; k++) {
                any |= pull[k] != 0;
            }
            if (pulls.size() < VALUES || pulls.containsKey(targets[i])) {
                pulls.merge(targets[i], any, Boolean::logicalOr);
            }
        }
    }
}
