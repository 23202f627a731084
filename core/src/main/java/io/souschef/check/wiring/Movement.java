package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes some of the user's own steps, and sees which weights take part in them and which move. */
public record Movement() implements Probe<Movement.Moved> {
    /** Enough that a layer which is left out at random half of the time is left out of all with a chance of 1 : 256. */
    private static final int UPDATES = 8;

    private static final int MOST_STEPS = 32;

    /**
     * What took part and what moved.
     *
     * @param distance of each parameter of the net from where it started, the largest over its elements
     * @param taken the parameters that an operation took, in training or in evaluation
     * @param strays tensors that asked for gradients in the net's forward pass, get one from the loss, and are no parameters of it
     * @param steps so many were taken
     */
    public record Moved(Map<String, Double> distance, Set<String> taken, List<Stray> strays, int steps) {
        public Moved {
            taken = Set.copyOf(taken);
            strays = List.copyOf(strays);
        }

        public boolean moved(String parameter) {
            return distance.getOrDefault(parameter, 0.0) != 0; // also where it is no number any more
        }
    }

    /** A tensor that asks for gradients, and is no parameter of the net. */
    public record Stray(List<Long> shape, String operation, boolean moved) {
        public Stray {
            shape = List.copyOf(shape);
        }
    }

    @Override
    public Moved measure(Subject subject) {
        return subject.fresh(program -> {
            try (Watch watch = new Watch(program)) {
                int steps = Math.min(MOST_STEPS, UPDATES * program.declares().accumulation());
                for (int i = 0; i < steps; i++) {
                    Batches batches =
                            program.training(i / Math.max(1, program.training(0).count()));
                    watch.step(batches.open(i % batches.count()), i == 0);
                }
                watch.evaluation(program.evaluation().open(0));
                return watch.moved(steps);
            }
        });
    }

    /** What the steps show. Holds copies of the weights, in a scope of its own. */
    private static final class Watch implements AutoCloseable {
        private final Scope scope = Scope.open("movement");
        private final TrainingProgram program;
        private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
        private final Map<String, Tensor> before = new LinkedHashMap<>();
        private final Set<String> taken = new HashSet<>();
        private final Map<Tensor, String> strays =
                new LinkedHashMap<>(); // a Tensor has no equals: by identity, in order
        private final IdentityHashMap<Tensor, float[]> straysBefore = new IdentityHashMap<>();
        private final Set<Tensor> inputs = Collections.newSetFromMap(new IdentityHashMap<>());

        Watch(TrainingProgram program) {
            this.program = program;
            program.net().parameters().forEach((name, tensor) -> {
                names.put(tensor, name);
                before.put(name, tensor.detach().copy());
            });
        }

        void step(Batch opened, boolean first) {
            try (Batch batch = opened) {
                inputs.addAll(batch.inputs().values());
                if (first) {
                    forwardOnce(batch);
                }
                try (Trace trace = Trace.open(this::take)) {
                    program.step(batch);
                }
            }
        }

        /** Strays count only in the forward pass: a loss may have weights of its own, which its author trains or doesn't. */
        private void forwardOnce(Batch batch) {
            program.net().train();
            Tensor output;
            try (Trace trace = Trace.open(this::stray)) {
                output = program.forward(batch);
            }
            if (!strays.isEmpty()) {
                forgetThoseCutOff(program.loss(output, batch));
            }
        }

        /** What is detached behind a net of its own, which is no part of this one, isn't meant to learn. */
        private void forgetThoseCutOff(Tensor loss) {
            if (!loss.requiresGrad()) {
                return;
            }
            List<Tensor> all = List.copyOf(strays.keySet());
            List<Optional<Tensor>> gradients = loss.gradOf(all);
            for (int i = 0; i < all.size(); i++) {
                if (gradients.get(i).isEmpty()) {
                    strays.remove(all.get(i));
                }
            }
        }

        void evaluation(Batch opened) {
            program.net().eval();
            try (Batch batch = opened;
                    NoGrad off = NoGrad.open();
                    Trace trace = Trace.open(this::take)) {
                program.forward(batch);
            }
        }

        private void take(Trace.Step step) {
            for (Tensor operand : step.operands()) {
                String name = names.get(operand);
                if (name != null) {
                    taken.add(name);
                }
            }
        }

        private void stray(Trace.Step step) {
            take(step);
            for (Tensor operand : step.operands()) {
                if (step.recorded() && isStray(operand) && strays.putIfAbsent(operand, step.operation()) == null) {
                    straysBefore.put(operand, operand.detach().toFloats());
                }
            }
        }

        private boolean isStray(Tensor operand) {
            return !names.containsKey(operand)
                    && !inputs.contains(operand)
                    && operand.requiresGrad()
                    && operand.isLeaf()
                    && names.keySet().stream().noneMatch(operand::sharesMemory);
        }

        Moved moved(int steps) {
            Map<String, Double> distance = new LinkedHashMap<>();
            Map<String, Tensor> now = program.net().parameters();
            before.forEach((name, tensor) -> {
                Tensor after = now.get(name);
                distance.put(
                        name,
                        after == null
                                ? 0
                                : after.detach().sub(tensor).abs().max().item());
            });
            List<Stray> left = strays.entrySet().stream()
                    .filter(stray -> !stray.getKey().isFreed())
                    .map(stray -> new Stray(
                            Wiring.sizes(stray.getKey()),
                            stray.getValue(),
                            !Arrays.equals(
                                    straysBefore.get(stray.getKey()),
                                    stray.getKey().detach().toFloats())))
                    .toList();
            return new Moved(distance, taken, left, steps);
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
