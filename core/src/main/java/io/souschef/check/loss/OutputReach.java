package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;

/** How far from zero a net's outputs can get, whatever its weights: infinite for raw scores, 1 for what ends in a sigmoid. */
record OutputReach() implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                return new MadeOutputs(program, batch).reach();
            }
        });
    }
}
