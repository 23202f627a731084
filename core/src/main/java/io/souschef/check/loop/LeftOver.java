package io.souschef.check.loop;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Tensors that a step finds when it begins, and that meet its batch or the weights: a state that a recurrence by hand goes on from. */
final class LeftOver {
    private static final int MOST = 64, NUMBERS = 100_000;

    private LeftOver() {}

    /**
     * The largest change of such a tensor, one with a row for every example, when another batch comes before and the weights are put
     * back; 0 where there is none, or it isn't the same twice.
     */
    record InStep() implements Probe<Double> {
        @Override
        public Double measure(Subject subject) {
            List<float[]> once = subject.fresh(program -> found(program, 1));
            if (once.isEmpty()) {
                return 0.0;
            }
            List<float[]> again = subject.fresh(program -> found(program, 1));
            List<float[]> other = subject.fresh(program -> found(program, 2));
            return CarriedState.largest(once, again) > 0 || once.size() != other.size()
                    ? 0
                    : CarriedState.largest(once, other);
        }

        private static List<float[]> found(TrainingProgram program, int before) {
            List<float[]> found = new ArrayList<>();
            CarriedState.second(program, before, batch -> new Listener(program, batch, found)::hear);
            return found;
        }
    }

    private static final class Listener {
        private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<long[]> shapes;
        private final List<float[]> found;
        private final int rows;

        Listener(TrainingProgram program, Batch batch, List<float[]> found) {
            this.found = found;
            rows = batch.size();
            known.addAll(batch.inputs().values());
            known.add(batch.target());
            known.addAll(program.net().parameters().values());
            known.addAll(program.net().buffers().values());
            shapes = program.net().parameters().values().stream()
                    .map(weight -> weight.shape().toArray())
                    .toList();
        }

        void hear(Trace.Step step) {
            List<Tensor> operands = step.operands();
            if (step.recorded()
                    && !step.operation().endsWith("InPlace")
                    && operands.stream().anyMatch(known::contains)) {
                operands.stream()
                        .filter(operand -> !known.contains(operand) && isOfBatch(operand))
                        .limit(Math.max(0, MOST - found.size()))
                        .forEach(operand -> found.add(operand.toFloats()));
            }
            known.addAll(operands);
            known.add(step.result());
        }

        /** A number or more for each example, and no weights: those of an average of them, or their gradients, have a parameter's shape. */
        private boolean isOfBatch(Tensor tensor) {
            long[] shape = tensor.shape().toArray();
            return tensor.dtype().isFloat()
                    && shape.length >= 2
                    && (shape[0] == rows || shape[1] == rows)
                    && tensor.numel() <= NUMBERS
                    && shapes.stream().noneMatch(other -> Arrays.equals(other, shape));
        }
    }
}
