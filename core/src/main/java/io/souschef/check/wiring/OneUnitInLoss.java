package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;

/** Whether the program's own loss takes a softmax, or its logarithm, that is one for all, or nought. */
record OneUnitInLoss() implements Probe<Boolean> {
    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0)) {
                Tensor output = program.forward(batch);
                boolean[] found = {false};
                try (Trace trace = Trace.open(step -> found[0] |= isConstant(step))) {
                    program.loss(output, batch);
                }
                return found[0];
            }
        });
    }

    private static boolean isConstant(Trace.Step step) {
        boolean log = step.operation().startsWith("logSoftmax");
        if ((!log && !step.operation().startsWith("softmax")) || step.result().numel() < 2) {
            return false;
        }
        Tensor result = step.result().detach();
        double is = log ? 0 : 1;
        return Math.abs(result.min().item() - is) < 1e-6
                && Math.abs(result.max().item() - is) < 1e-6;
    }
}
