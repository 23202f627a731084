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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Of weights that nothing moves at first those that are moved later, by whatever means, or begin to ask for gradients: the copy of a net that
 * is brought up to date every hundred steps, a backbone that is thawed when the head has learnt, a temperature that is fitted last of all. The
 * program is trained for some whole epochs, and for one update in each of those after them; it is told of the ends of all. How far it comes
 * is counted in steps and epochs, never in seconds: a slow machine sees the same.
 *
 * @param names of the weights in question
 * @param untaken those among them that no operation has taken so far: where one does, in a block that joins in from the third epoch on, that is
 *     enough
 */
record MovedLater(Set<String> names, Set<String> untaken) implements Probe<Set<String>> {
    /** Where no end is planned sooner. A head goes first for an epoch or some, rarely for half of a training. */
    private static final int EPOCHS = 100;

    /** Steps in whole epochs: three rounds of what happens every hundred. */
    private static final int STEPS = 300;

    MovedLater {
        names = Set.copyOf(names);
        untaken = Set.copyOf(untaken);
    }

    /** Of weights that ask for gradients, some of which operations have taken. */
    static MovedLater of(Collection<String> names, Set<String> taken) {
        Set<String> untaken = new HashSet<>(names);
        untaken.removeAll(taken);
        return new MovedLater(new HashSet<>(names), untaken);
    }

    /** Of weights that ask for none. */
    static MovedLater frozen(Collection<String> names) {
        return new MovedLater(new HashSet<>(names), Set.of());
    }

    @Override
    public Set<String> measure(Subject subject) {
        return subject.fresh(program -> new Training(program).found());
    }

    private final class Training {
        private final TrainingProgram program;
        private final Map<String, float[]> before = new HashMap<>();
        private final Set<String> frozen = new HashSet<>();
        private final IdentityHashMap<Tensor, String> waited = new IdentityHashMap<>();
        private final Set<String> found = new HashSet<>();
        private int steps;

        Training(TrainingProgram program) {
            this.program = program;
            program.net().parameters().forEach((name, tensor) -> {
                if (names.contains(name)) {
                    before.put(name, tensor.toFloats());
                }
                if (names.contains(name) && !tensor.requiresGrad()) {
                    frozen.add(name);
                }
                if (untaken.contains(name)) {
                    waited.put(tensor, name);
                }
            });
        }

        Set<String> found() {
            long epochs = epochs();
            for (int epoch = 0; epoch < epochs; epoch++) {
                train(program.training(epoch));
                look(); // a step may have counted itself
                try {
                    program.epochEnded(epoch);
                } catch (RuntimeException wantsAnEpochOfSteps) {
                    break;
                }
                look();
                if (found.size() == before.size()) {
                    return Set.copyOf(found);
                }
            }
            end();
            look();
            return Set.copyOf(found);
        }

        /** As many as are planned, where that is known. */
        private long epochs() {
            int each = Math.max(1, program.training(0).count());
            return Math.min(EPOCHS, (program.declares().plannedSteps().orElse((long) EPOCHS * each) + each - 1) / each);
        }

        /** The whole epoch, or its first update where there were steps enough. */
        private void train(Batches epoch) {
            int most = steps < STEPS ? STEPS - steps : program.declares().accumulation();
            for (int i = 0; i < Math.min(most, epoch.count()); i++, steps++) {
                int at = i;
                try (Batch batch = Portion.open(program, () -> epoch.open(at));
                        Trace trace = Trace.open(this::look)) {
                    program.step(batch);
                }
            }
        }

        private void end() {
            try {
                program.trainingEnded();
            } catch (RuntimeException wantsAWholeTraining) {
                return; // what is fitted last stays as it is
            }
        }

        private void look(Trace.Step step) {
            for (Tensor operand : step.operands()) {
                String name = waited.get(operand);
                if (name != null) {
                    found.add(name);
                }
            }
        }

        private void look() {
            Map<String, Tensor> now = program.net().parameters();
            before.forEach((name, values) -> {
                Tensor weight = now.get(name);
                if (weight != null
                        && (!Arrays.equals(weight.toFloats(), values)
                                || (frozen.contains(name) && weight.requiresGrad()))) {
                    found.add(name);
                }
            });
        }
    }
}
