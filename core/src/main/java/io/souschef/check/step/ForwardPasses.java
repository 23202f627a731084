package io.souschef.check.step;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** How many forward passes with gradients the first step takes, by how often it uses the weights: of two updates each may have its own. */
record ForwardPasses() implements Probe<Double> {
    @Override
    public Double measure(Subject subject) {
        int once = subject.fresh(program -> used(program, batch -> {
            program.net().train();
            program.loss(program.forward(batch), batch);
        }));
        int inStep = subject.fresh(program -> used(program, program::step));
        return once == 0 ? 1 : (double) inStep / once;
    }

    private interface Use {
        void of(Batch batch);
    }

    private static int used(TrainingProgram program, Use use) {
        Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        weights.addAll(program.net().parameters().values());
        int[] used = new int[1];
        try (Batch batch = Feeder.open(program, 0);
                Trace trace = Trace.open(step ->
                        used[0] += step.recorded() && step.operands().stream().anyMatch(weights::contains) ? 1 : 0)) {
            use.of(batch);
        }
        return used[0];
    }
}
