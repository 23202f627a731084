package io.souschef.check.data;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a program copes with inputs and targets that hold NaN or infinity: it fills them in on the way to the net, or leaves them out of its
 * loss. Then its outputs, its loss, all gradients and its evaluation are finite on the very batches that hold them.
 */
record Coped() implements Probe<Boolean> {
    /** Batches of each stream. */
    private static final int BATCHES = 3;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            try {
                return IntStream.range(0, Reading.EPOCHS)
                                .allMatch(epoch -> copes(program, program.training(epoch), true))
                        && copes(program, program.evaluation(), false)
                        && Arrays.stream(program.evaluate().losses()).allMatch(Double::isFinite);
            } catch (RuntimeException refused) {
                return false;
            }
        });
    }

    private static boolean copes(TrainingProgram program, Batches batches, boolean training) {
        program.net().training(training);
        int looked = 0;
        for (int b = 0; b < batches.count() && looked < BATCHES; b++) {
            try (Batch batch = batches.open(b)) {
                boolean finite = batch.target().allFinite()
                        && batch.inputs().values().stream().allMatch(Tensor::allFinite);
                looked += finite ? 0 : 1;
                if (!finite && !copes(program, batch)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean copes(TrainingProgram program, Batch batch) {
        Tensor output = program.forward(batch);
        Tensor loss = program.loss(output, batch);
        List<Tensor> weights = program.net().parameters().values().stream()
                .filter(Tensor::requiresGrad)
                .toList();
        return output.allBelowInfinity()
                && loss.allFinite()
                && loss.requiresGrad()
                && loss.gradOf(weights).stream().flatMap(Optional::stream).allMatch(Tensor::allFinite);
    }
}
