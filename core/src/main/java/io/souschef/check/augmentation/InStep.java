package io.souschef.check.augmentation;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the step augments batches before the net sees them, all or some: mixed up with another, noise on top. What enters the first weights in the step is held
 * against what enters them in evaluation mode, for the same batch. Empty where it can't be followed from the batch to the weights.
 */
record InStep() implements Probe<Optional<Boolean>> {
    /** Of the first epoch. Who mixes up every other batch leaves so many as they are in one case of a thousand. */
    private static final int BATCHES = 10;

    @Override
    public Optional<Boolean> measure(Subject subject) {
        return subject.fresh(program -> {
            Batches batches = program.training(0);
            Optional<Boolean> changed = Optional.empty();
            for (int b = 0; b < Math.min(BATCHES, batches.count()) && !changed.orElse(false); b++) {
                Optional<Boolean> here = isChanged(program, batches, b);
                changed = here.isPresent() ? here : changed;
            }
            return changed;
        });
    }

    private static Optional<Boolean> isChanged(TrainingProgram program, Batches batches, int b) {
        try (Batch batch = batches.open(b)) {
            float[] plain = entering(program, batch, () -> {
                program.net().eval();
                try (NoGrad off = NoGrad.open()) {
                    program.forward(batch);
                }
            });
            program.net().train();
            float[] trained = entering(program, batch, () -> program.step(batch));
            return plain.length == 0 || trained.length == 0
                    ? Optional.empty()
                    : Optional.of(!Arrays.equals(plain, trained));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static float[] entering(TrainingProgram program, Batch batch, Runnable run) {
        Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        weights.addAll(program.net().parameters().values());
        Set<Tensor> raw = Collections.newSetFromMap(new IdentityHashMap<>());
        raw.addAll(batch.inputs().values());
        float[][] entered = {new float[0]};
        try (Trace trace = Trace.open(step -> {
            boolean weighted = step.operands().stream().anyMatch(weights::contains);
            Optional<Tensor> entering =
                    step.operands().stream().filter(raw::contains).findFirst();
            if (entering.isPresent() && !weighted) {
                raw.add(step.result());
            } else if (entering.isPresent() && entered[0].length == 0) {
                entered[0] = entering.get().toFloats();
            }
        })) {
            run.run();
        }
        return entered[0];
    }
}
