package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.List;

/**
 * Whether the loss and its gradient stay finite at all that the net gives with matrices of weights of any size, of either sign: where its outputs are
 * cosines, or are kept away from 0 by the net itself, no logarithm of zero is ever taken.
 */
record FiniteAtLargeWeights() implements Probe<Boolean> {
    private static final double[] TIMES = {10, 100, 1000, -10, -100, -1000};

    @Override
    public Boolean measure(Subject subject) {
        for (double factor : TIMES) {
            if (!subject.fresh(program -> finite(program, factor))) {
                return false;
            }
        }
        return true;
    }

    private static boolean finite(TrainingProgram program, double factor) {
        program.net().eval();
        try (Scope scope = Scope.open("driven");
                Batch batch = program.training(0).open(0)) {
            Tensor output = blownUp(program, batch, factor).requiresGrad(true);
            Tensor loss = program.loss(output, batch);
            return Double.isFinite(loss.item())
                    && (!loss.requiresGrad()
                            || loss.gradOf(List.of(output))
                                    .get(0)
                                    .map(g ->
                                            g.isFinite().to(DType.FLOAT32).min().item() == 1)
                                    .orElse(true));
        }
    }

    private static Tensor blownUp(TrainingProgram program, Batch batch, double factor) {
        try (NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .forEach(weight -> weight.mulInPlace(factor));
            return program.forward(batch).detach().copy();
        }
    }
}
