package io.souschef.train;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A copy of a net's parameters and buffers, as they were at its best evaluation. */
final class BestWeights implements AutoCloseable {
    private final TrainingProgram program;
    private final Shelf shelf = new Shelf("best weights");
    private final Map<String, Tensor> copies = new LinkedHashMap<>();
    private @Nullable Evaluation evaluation;
    private long step;

    BestWeights(TrainingProgram program) {
        this.program = program;
    }

    /** Keeps the weights of now if {@code fresh} is better than the best so far. */
    void offer(Evaluation fresh, long atStep) {
        if (evaluation != null && !fresh.clearlyBetterThan(evaluation)) {
            return;
        }
        keep(fresh, atStep);
    }

    private void keep(Evaluation fresh, long atStep) {
        evaluation = fresh;
        step = atStep;
        copyFrom(program.net().state());
    }

    /** Takes over what an earlier process had kept. */
    void resume(Map<String, Tensor> saved, Evaluation of, long atStep) {
        evaluation = of;
        step = atStep;
        copyFrom(saved);
    }

    private void copyFrom(Map<String, Tensor> state) {
        try (Scope scope = Scope.open("keep the best weights");
                NoGrad off = NoGrad.open()) {
            state.forEach((name, tensor) -> {
                Tensor copy = copies.get(name);
                if (copy == null) {
                    copies.put(name, shelf.keep(tensor.copy()));
                } else {
                    copy.copyInPlace(tensor);
                }
            });
        }
    }

    Map<String, Tensor> copies() {
        return copies;
    }

    boolean isEmpty() {
        return evaluation == null;
    }

    Evaluation evaluation() {
        if (evaluation == null) {
            throw new IllegalStateException("nothing has been evaluated yet");
        }
        return evaluation;
    }

    long step() {
        return step;
    }

    void restore() {
        program.net().load(copies);
    }

    @Override
    public void close() {
        shelf.close();
    }
}
