package io.souschef.check.wiring;

import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of weights that nothing moves at first those that are moved later, or taken by an operation: the copy of a net that is brought up to date
 * every hundred steps, a block that joins in from the third epoch on. The program is trained for a few epochs, and then told of the ends of
 * more.
 *
 * @param names of the weights in question
 * @param untaken those among them that no operation has taken so far
 */
record Later(Set<String> names, Set<String> untaken) implements Probe<Set<String>> {
    private static final int EPOCHS = 50, STEPS = 300;

    private static final double SECONDS = 2;

    Later(List<String> names, Set<String> taken) {
        this(
                Set.copyOf(names),
                Set.copyOf(names.stream().filter(name -> !taken.contains(name)).toList()));
    }

    @Override
    public Set<String> measure(Subject subject) {
        return subject.fresh(this::of);
    }

    private Set<String> of(TrainingProgram program) {
        Map<String, float[]> before = new HashMap<>();
        IdentityHashMap<Tensor, String> waited = new IdentityHashMap<>();
        program.net().parameters().forEach((name, tensor) -> {
            if (names.contains(name)) {
                before.put(name, tensor.toFloats());
            }
            if (untaken.contains(name)) {
                waited.put(tensor, name);
            }
        });
        Set<String> found = new HashSet<>();
        long begun = System.nanoTime();
        int steps = 0;
        for (int epoch = 0; epoch < EPOCHS && found.size() < before.size(); epoch++) {
            Batches batches = program.training(epoch);
            for (int i = 0; i < batches.count() && steps < STEPS && seconds(begun) < SECONDS; i++, steps++) {
                int at = i;
                try (Batch batch = Portion.open(program, () -> batches.open(at));
                        Trace trace = Trace.open(step -> look(step, waited, found))) {
                    program.step(batch);
                }
            }
            look(program, before, found);
            if (seconds(begun) > 2 * SECONDS) {
                break;
            }
            try {
                program.epochEnded(epoch);
            } catch (RuntimeException wantsAnEpochOfSteps) {
                break;
            }
            look(program, before, found);
            if (steps >= STEPS || seconds(begun) >= SECONDS) {
                once(program, waited, found);
            }
        }
        if (found.size() < before.size()) {
            ended(program);
            look(program, before, found);
        }
        return found;
    }

    /** What is fitted last of all, a temperature. */
    private static void ended(TrainingProgram program) {
        try {
            program.trainingEnded();
        } catch (RuntimeException wantsAWholeTraining) {
            return; // it stays as it is
        }
    }

    /** One step of an epoch that is otherwise left out: what has joined in shows. */
    private static void once(TrainingProgram program, IdentityHashMap<Tensor, String> waited, Set<String> found) {
        if (waited.isEmpty()) {
            return;
        }
        try (Batch batch = Portion.open(program, () -> program.training(0).open(0));
                Trace trace = Trace.open(step -> look(step, waited, found))) {
            program.step(batch);
        }
    }

    private static void look(Trace.Step step, IdentityHashMap<Tensor, String> waited, Set<String> found) {
        for (Tensor operand : step.operands()) {
            String name = waited.get(operand);
            if (name != null) {
                found.add(name);
            }
        }
    }

    private static void look(TrainingProgram program, Map<String, float[]> before, Set<String> found) {
        Map<String, Tensor> now = program.net().parameters();
        before.forEach((name, values) -> {
            Tensor weight = now.get(name);
            if (weight != null && !Arrays.equals(weight.toFloats(), values)) {
                found.add(name);
            }
        });
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
