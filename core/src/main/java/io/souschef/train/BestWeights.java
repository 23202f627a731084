package io.souschef.train;

import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a net's parameters and buffers, as they were at its last evaluation that was not clearly worse than the best one. Where two
 * can't be told apart, longer training and a smaller rate speak for the later.
 */
final class BestWeights implements AutoCloseable {
    private final TrainingProgram program;
    private final Shelf shelf = new Shelf("best weights");
    private final Map<String, Tensor> copies = new LinkedHashMap<>();
    private @Nullable Evaluation evaluation;
    private @Nullable Evaluation lowest;
    private long step;

    BestWeights(TrainingProgram program) {
        this.program = program;
    }

    /** Keeps the weights of now, unless an earlier evaluation was clearly better. */
    void offer(Evaluation fresh, long atStep) {
        if (lowest == null || fresh.loss() < lowest.loss()) {
            lowest = fresh;
        }
        if (!lowest.clearlyBetterThan(fresh)) {
            keep(fresh, atStep);
        }
    }

    private void keep(Evaluation fresh, long atStep) {
        evaluation = fresh;
        step = atStep;
        copyFrom(program.net().state());
    }

    /** Takes over what an earlier process had kept. */
    void resume(Map<String, Tensor> saved, Evaluation of, Evaluation lowestSoFar, long atStep) {
        evaluation = of;
        lowest = lowestSoFar;
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

    /** The evaluation with the lowest loss so far; the kept one is not clearly worse. */
    Evaluation lowest() {
        if (lowest == null) {
            throw new IllegalStateException("nothing has been evaluated yet");
        }
        return lowest;
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
