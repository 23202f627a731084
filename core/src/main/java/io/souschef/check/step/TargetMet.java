package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Aside;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the batch's targets meet in a step, while gradients are recorded.
 *
 * @param attached operations with the target and a result that takes a gradient
 * @param detached operations with the target and a result of the weights that takes none any more
 */
record TargetMet(int attached, int detached) {
    /** Measures it. */
    record Seen() implements Probe<TargetMet> {
        @Override
        public TargetMet measure(Subject subject) {
            return subject.fresh(Seen::of);
        }

        private static TargetMet of(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0);
                    Scope scope = Scope.open("target met")) {
                Listener listener = new Listener(program, batch);
                try (Trace trace = Trace.open(listener::hear)) {
                    program.step(batch);
                }
                return new TargetMet(listener.attached, listener.detached);
            }
        }
    }

    /**
     * Whether other targets of the same batches make another update, or none that is a number, in whatever way the step takes notice of them; one that
     * refuses them does.
     */
    record Heard() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            int calls = rhythm.offset() + rhythm.batches();
            if (!subject.fresh(program -> differ(program, calls))) {
                throw new CouldNotJudge("all targets of the first %d batches are alike", calls);
            }
            Weights same = subject.fresh(program -> after(program, calls, batch -> program.step(batch)));
            try {
                Weights others = subject.fresh(program -> after(program, calls, batch -> {
                    try (Batch changed = Aside.otherTargets(program.task(), batch)) {
                        program.step(changed);
                    }
                }));
                return !(others.minus(same).norm() == 0);
            } catch (RuntimeException refused) {
                return true;
            }
        }

        /** Whether the other targets are others in any of these batches. */
        private static boolean differ(TrainingProgram program, int calls) {
            boolean[] any = new boolean[1];
            after(program, calls, batch -> {
                try (Batch changed = Aside.otherTargets(program.task(), batch)) {
                    any[0] |= !Arrays.equals(
                            batch.target().toDoubles(), changed.target().toDoubles());
                }
            });
            return any[0];
        }

        private static Weights after(TrainingProgram program, int calls, Consumer<Batch> use) {
            for (int call = 0; call < calls; call++) {
                try (Batch batch = Feeder.open(program, call)) {
                    use.accept(batch);
                }
            }
            return Weights.of(program.net());
        }
    }

    private static final class Listener {
        private final Set<Tensor> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Tensor> ofWeights = Collections.newSetFromMap(new IdentityHashMap<>());
        private int attached;
        private int detached;

        Listener(TrainingProgram program, Batch batch) {
            targets.add(batch.target());
            ofWeights.addAll(program.net().parameters().values());
        }

        void hear(Trace.Step step) {
            List<Tensor> operands = step.operands();
            if (operands.stream().anyMatch(targets::contains)) {
                if (operands.stream().noneMatch(ofWeights::contains)) {
                    targets.add(step.result()); // mixed with another, scaled, one-hot
                }
                if (step.recorded()) {
                    attached += operands.stream().anyMatch(Tensor::requiresGrad) ? 1 : 0;
                    detached += operands.stream().noneMatch(Tensor::requiresGrad)
                                    && operands.stream().anyMatch(x -> x.dtype().isFloat() && ofWeights.contains(x))
                            ? 1
                            : 0;
                }
            }
            if (operands.stream().anyMatch(ofWeights::contains)) {
                ofWeights.add(step.result());
            }
        }
    }
}
