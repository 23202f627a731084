package io.souschef.check.wiring;

import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Weights that ask for no gradients at first, and do later, or are moved by other means: names, of a program that is trained for a few
 * epochs, and then told of the ends of many more.
 */
record Thawed() implements Probe<Set<String>> {
    /** A head goes first for an epoch or some, rarely for half of a training. */
    private static final int EPOCHS = 100, STEPS = 300;

    private static final double SECONDS = 3;

    @Override
    public Set<String> measure(Subject subject) {
        return subject.fresh(Thawed::of);
    }

    private static Set<String> of(TrainingProgram program) {
        Map<String, float[]> frozen = new HashMap<>();
        program.net().parameters().forEach((name, tensor) -> {
            if (!tensor.requiresGrad()) {
                frozen.put(name, tensor.toFloats());
            }
        });
        Set<String> thawed = new HashSet<>();
        long begun = System.nanoTime();
        int steps = 0;
        long epochs = epochs(program);
        for (int epoch = 0; epoch < epochs && thawed.size() < frozen.size(); epoch++) {
            Batches batches = program.training(epoch);
            for (int i = 0; i < batches.count() && steps < STEPS && seconds(begun) < SECONDS; i++, steps++) {
                int at = i;
                try (Batch batch = Portion.open(program, () -> batches.open(at))) {
                    program.step(batch);
                }
            }
            look(program, frozen, thawed); // a step may have counted itself
            if (seconds(begun) > 2 * SECONDS) {
                break;
            }
            try {
                program.epochEnded(epoch);
            } catch (RuntimeException wantsAnEpochOfSteps) {
                break;
            }
            look(program, frozen, thawed);
        }
        return thawed;
    }

    /** As many as are planned, where that is known. */
    private static long epochs(TrainingProgram program) {
        int each = Math.max(1, program.training(0).count());
        return Math.min(EPOCHS, program.declares().plannedSteps().orElse((long) EPOCHS * each) / each);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void look(TrainingProgram program, Map<String, float[]> frozen, Set<String> thawed) {
        Map<String, Tensor> now = program.net().parameters();
        frozen.forEach((name, before) -> {
            Tensor weight = now.get(name);
            if (weight != null && (weight.requiresGrad() || !Arrays.equals(weight.toFloats(), before))) {
                thawed.add(name);
            }
        });
    }
}
