package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.Map;

/**
 * The same seed twice must give the same bits: weights at the start, batches, losses, weights after some steps. Else no
 * difference between two runs can be trusted. It names the first thing that differs.
 *
 * <p>It sees one process on one machine; that another machine gives the same bits is not promised by anybody.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"fix random seed", section 2 of the recipe</a>
 */
public final class FixedSeed implements Check {
    private static final int STEPS = 5;

    @Override
    public String name() {
        return "fix random seed";
    }

    @Override
    public String code() {
        return "not-reproducible";
    }

    @Override
    public Finding run(Subject subject) {
        Run first = subject.measured(new Again(0));
        Run second = subject.measured(new Again(1));
        String differs = first.differs(second);
        return finding()
                .measured(
                        differs.isEmpty()
                                ? "the same bits after %d steps, twice".formatted(first.losses.length)
                                : differs)
                .expected("the same seed gives the same bits")
                .fix("%s", differs.isEmpty() ? "" : "draw every random number from the seed: " + first.where(second))
                .okIf(differs.isEmpty());
    }

    /** One of two equal runs. */
    private record Again(int number) implements Probe<Run> {
        @Override
        public Run measure(Subject subject) {
            return subject.fresh(FixedSeed::run);
        }
    }

    private static Run run(TrainingProgram program) {
        long start = hash(program.net().state());
        Batches batches = program.training(0);
        int steps = Math.min(STEPS, batches.count());
        if (steps == 0) {
            throw new CouldNotJudge("training(0) has no batches");
        }
        long[] inputs = new long[steps];
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++) {
            try (Batch batch = batches.open(i)) {
                inputs[i] = hash(batch.inputs()) * 31 + hash(Map.of("target", batch.target()));
                losses[i] = program.step(batch);
            }
        }
        return new Run(start, inputs, losses, hash(program.net().state()));
    }

    private static long hash(Map<String, Tensor> tensors) {
        long hash = 1;
        for (Tensor tensor : tensors.values()) {
            hash = 31 * hash + Arrays.hashCode(tensor.toDoubles());
        }
        return hash;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content in differs
    private record Run(long start, long[] inputs, double[] losses, long end) {
        String differs(Run other) {
            if (start != other.start) {
                return "the weights of two fresh nets differ";
            }
            for (int i = 0; i < losses.length; i++) {
                if (inputs[i] != other.inputs[i]) {
                    return "batch %d differs from one run to the next".formatted(i);
                }
                if (Double.compare(losses[i], other.losses[i]) != 0) {
                    return "the losses at step %d differ: %s and %s".formatted(i, losses[i], other.losses[i]);
                }
            }
            return end == other.end ? "" : "the weights after %d steps differ".formatted(losses.length);
        }

        String where(Run other) {
            if (start != other.start) {
                return "the initial weights";
            }
            return Arrays.equals(inputs, other.inputs)
                    ? "dropout, or whatever else the step draws"
                    : "shuffling and augmentation";
        }
    }
}
