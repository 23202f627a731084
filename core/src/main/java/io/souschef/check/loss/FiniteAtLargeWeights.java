package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Optional;

/**
 * Whether the loss and its gradient stay finite at all that the net gives with matrices of weights up to a thousand times as large, of either sign:
 * where its outputs are cosines, or are kept away from 0 by the net itself, no logarithm of zero is ever taken. Where the net overflows by itself, that
 * says nothing of the loss.
 */
record FiniteAtLargeWeights() implements Probe<Boolean> {
    private static final double[] TIMES = {10, 100, 1000, -10, -100, -1000};

    @Override
    public Boolean measure(Subject subject) {
        boolean any = false;
        for (double times : TIMES) {
            Optional<Boolean> finite = subject.fresh(program -> finite(program, times));
            if (finite.isPresent() && !finite.get()) {
                return false;
            }
            any |= finite.isPresent();
        }
        return any;
    }

    /** Nothing where the net's own outputs aren't. */
    private static Optional<Boolean> finite(TrainingProgram program, double times) {
        try (Scope scope = Scope.open("large weights");
                Batch batch = program.training(0).open(0)) {
            Tensor output = new MadeOutputs(program, batch).withMatrices(times);
            return output.allFinite() ? Optional.of(staysFinite(program, batch, output)) : Optional.empty();
        }
    }

    /** Whether the loss of these outputs and its gradient are finite. */
    static boolean staysFinite(TrainingProgram program, Batch batch, Tensor outputs) {
        Tensor watched = outputs.copy().requiresGrad(true);
        Tensor loss = program.loss(watched, batch);
        return Double.isFinite(loss.item())
                && (!loss.requiresGrad()
                        || loss.gradOf(List.of(watched))
                                .get(0)
                                .map(Tensor::allFinite)
                                .orElse(true));
    }
}
