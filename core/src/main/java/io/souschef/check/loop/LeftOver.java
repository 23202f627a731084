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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tensors that a step finds when it begins, and that meet its batch or the weights: a state that a recurrence by hand goes on from. */
final class LeftOver {
    private static final int MOST = 64, NUMBERS = 100_000;

    private LeftOver() {}

    /**
     * The largest change of such a tensor, one with a row for every example, when another batch comes before and the weights are put
     * back; 0 where there is none, or it isn't the same twice. Tensors that a smaller batch meets in the same shape have no row for every
     * example: the weights of another net, a memory of vectors, may happen to have as many rows.
     */
    record InStep() implements Probe<Double> {
        /** So many examples fewer; an even number, for who takes them in pairs. */
        private static final int FEWER = 2;

        @Override
        public Double measure(Subject subject) {
            List<float[]> once = subject.fresh(program -> found(program, 1, Set.of()));
            if (once.isEmpty()) {
                return 0.0;
            }
            Set<List<Long>> anyway = ofAnySize(subject);
            once = subject.fresh(program -> found(program, 1, anyway));
            List<float[]> again = subject.fresh(program -> found(program, 1, anyway));
            List<float[]> other = subject.fresh(program -> found(program, 2, anyway));
            return CarriedState.largest(once, again) > 0 || once.size() != other.size()
                    ? 0
                    : CarriedState.largest(once, other);
        }

        private static List<float[]> found(TrainingProgram program, int before, Set<List<Long>> but) {
            List<float[]> found = new ArrayList<>();
            CarriedState.second(
                    program,
                    before,
                    0,
                    batch -> new Listener(program, batch, tensor -> {
                        if (found.size() < MOST && !but.contains(shape(tensor)) && hasRow(tensor, batch.size())) {
                            found.add(tensor.toFloats());
                        }
                    })::hear);
            return found;
        }

        /** Shapes that are met whatever the size of the batch; none where the step takes no other. */
        private static Set<List<Long>> ofAnySize(Subject subject) {
            try {
                return subject.fresh(program -> {
                    Set<List<Long>> shapes = new HashSet<>();
                    CarriedState.second(
                            program,
                            1,
                            FEWER,
                            batch -> new Listener(program, batch, tensor -> shapes.add(shape(tensor)))::hear);
                    return shapes;
                });
            } catch (RuntimeException fixedSize) {
                return Set.of();
            }
        }
    }

    private static List<Long> shape(Tensor tensor) {
        return Arrays.stream(tensor.shape().toArray()).boxed().toList();
    }

    private static boolean hasRow(Tensor tensor, int rows) {
        return tensor.size(0) == rows || tensor.size(1) == rows;
    }

    private static final class Listener {
        private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<List<Long>> weights = new HashSet<>();
        private final Consumer<Tensor> found;

        Listener(TrainingProgram program, Batch batch, Consumer<Tensor> found) {
            this.found = found;
            known.addAll(batch.inputs().values());
            known.add(batch.target());
            known.addAll(program.net().parameters().values());
            known.addAll(program.net().buffers().values());
            program.net().parameters().values().forEach(weight -> weights.add(shape(weight)));
        }

        void hear(Trace.Step step) {
            List<Tensor> operands = step.operands();
            if (step.recorded()
                    && !step.operation().endsWith("InPlace")
                    && operands.stream().anyMatch(known::contains)) {
                operands.stream()
                        .filter(operand -> !known.contains(operand) && isNumbers(operand))
                        .forEach(found);
            }
            known.addAll(operands);
            known.add(step.result());
        }

        /** No weights: those of an average of them, or their gradients, have a parameter's shape. */
        private boolean isNumbers(Tensor tensor) {
            return tensor.dtype().isFloat()
                    && tensor.dim() >= 2
                    && tensor.numel() <= NUMBERS
                    && !weights.contains(shape(tensor));
        }
    }
}
