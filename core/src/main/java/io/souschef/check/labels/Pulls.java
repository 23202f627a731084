package io.souschef.check.labels;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import java.util.List;

/** In how many of the first batches the program's loss pulls at no output at all, whatever the task is. */
record Pulls() implements Probe<Pulls.View> {
    private static final int BATCHES = 5;

    record View(int silent, int batches) {}

    @Override
    public View measure(Subject subject) {
        return subject.fresh(program -> {
            Batches batches = program.training(0);
            int n = Math.min(BATCHES, batches.count());
            if (n == 0) {
                throw new CouldNotJudge("training(0) has no batches");
            }
            int silent = 0;
            program.net().train();
            for (int b = 0; b < n; b++) {
                try (Batch batch = batches.open(b)) {
                    Tensor output = program.forward(batch).detach().copy().requiresGrad(true);
                    Tensor loss = program.loss(output, batch);
                    if (!loss.requiresGrad()) {
                        throw new CouldNotJudge("the loss has no gradient with respect to the output");
                    }
                    Tensor gradient = loss.gradOf(List.of(output))
                            .get(0)
                            .orElseThrow(() ->
                                    new CouldNotJudge("the loss takes no gradient from the output that it is handed"));
                    silent += gradient.abs().sum().item() == 0 ? 1 : 0;
                }
            }
            return new View(silent, n);
        });
    }
}
