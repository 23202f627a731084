package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.train.TrainingProgram;
import java.util.function.ToIntFunction;

/**
 * How an update differs from the one that a fresh program would make from the same weights and batch. Where the loss differs too, more
 * goes from one update to the next than what an optimiser remembers: a state that is carried on, noise that is counted.
 */
public final class Continuation {
    /** Beside the loss at the start: after that much of a rise updates say nothing of the optimiser any more. */
    private static final double DIVERGED = 5;

    /** Of the loss: the same weights and batch give the same one, to the bit but for threads. */
    private static final double SAME = 1e-4;

    private Continuation() {}

    /**
     * Shares of the update's norm, whatever the learning rate.
     *
     * @param middle for an update in the middle of the first epoch
     * @param start for the first update of the second
     */
    public record Off(double middle, double start) {}

    /** Trains an epoch of {@code count} batches, at most {@code most}, and looks. */
    public static Off measured(Subject subject, int most, ToIntFunction<Batches> count) {
        Rhythm rhythm = subject.measured(new Rhythm.Heard());
        if (!rhythm.moves()) {
            throw new CouldNotJudge("no weight moves");
        }
        return subject.fresh(program -> {
            int batches = count.applyAsInt(program.training(0));
            if (batches > most || batches < 2 * rhythm.batches()) {
                throw new CouldNotJudge(
                        "an epoch of %d batches; this looks at %d to %d", batches, 2 * rhythm.batches(), most);
            }
            int half = batches / 2 / rhythm.batches() * rhythm.batches();
            half = Math.max(half, rhythm.batches());
            double first = step(program, 0, 0);
            double last = first;
            for (int call = 1; call < half; call++) {
                last = step(program, 0, call);
            }
            double middle = off(subject, program, rhythm, 0, half);
            for (int call = half + rhythm.batches(); call < batches; call++) {
                last = step(program, 0, call);
            }
            if (!Double.isFinite(last) || last > DIVERGED * (1 + Math.abs(first))) {
                throw new CouldNotJudge("it diverges: a loss of %.3g, from %.3g", last, first);
            }
            program.epochEnded(0);
            return new Off(middle, off(subject, program, rhythm, 1, 0));
        });
    }

    /** The same of the first update of the third epoch, where epochs have {@code count} batches; of that of the second it was measured. */
    public static double later(Subject subject, ToIntFunction<Batches> count) {
        Rhythm rhythm = subject.measured(new Rhythm.Heard());
        return subject.fresh(program -> {
            for (int epoch = 0; epoch < 2; epoch++) {
                int batches = count.applyAsInt(program.training(epoch));
                for (int call = 0; call < batches; call++) {
                    step(program, epoch, call);
                }
                program.epochEnded(epoch);
            }
            return off(subject, program, rhythm, 2, 0);
        });
    }

    private static double step(TrainingProgram program, int epoch, int index) {
        Batches batches = Portion.of(program, program.training(epoch));
        try (Batch batch = batches.open(index % batches.count())) {
            return program.step(batch);
        }
    }

    private static double off(Subject subject, TrainingProgram program, Rhythm rhythm, int epoch, int index) {
        try (Snapshot here = Snapshot.of(program)) {
            Weights before = Weights.of(program.net());
            Update mine = update(program, rhythm, epoch, index, before);
            Update fresh = subject.fresh(other -> {
                here.restoreNet(other);
                return update(other, rhythm, epoch, index, before);
            });
            if (!Double.isFinite(mine.loss()) || !mine.moved().isFinite()) {
                throw new CouldNotJudge("it diverges: a loss of %.3g", mine.loss());
            }
            if (mine.moved().norm() == 0 || fresh.moved().norm() == 0) {
                throw new CouldNotJudge("the learning rate is zero at the start");
            }
            if (Math.abs(mine.loss() - fresh.loss()) > SAME * (SAME + Math.abs(mine.loss()))) {
                throw new CouldNotJudge(
                        "more than the optimiser's memory goes on from batch to batch: with the same weights a loss of %.4g, and %.4g in a fresh program",
                        mine.loss(), fresh.loss());
            }
            return Fit.plain(
                            mine.moved(), fresh.moved(), before, before.byName().keySet())
                    .misfit();
        }
    }

    /** The loss that its first batch had, as the step says, and how the weights moved. */
    private record Update(double loss, Weights moved) {}

    private static Update update(TrainingProgram program, Rhythm rhythm, int epoch, int index, Weights before) {
        double loss = step(program, epoch, index);
        for (int i = 1; i < rhythm.batches(); i++) {
            step(program, epoch, index + i);
        }
        return new Update(loss, Weights.of(program.net()).minus(before));
    }
}
