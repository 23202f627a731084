package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Rhythm;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;

/**
 * With an update per N batches an epoch may end in the middle of one. The batches that are left over are replaced by others:
 * if the weights come out the same, to the bit, after the next update, those batches are never learned from.
 */
public final class PartialAccumulationDropped implements Check {
    private static final int MOST = 400;

    @Override
    public String name() {
        return "the last batches count";
    }

    @Override
    public String code() {
        return "partial-accumulation-dropped";
    }

    @Override
    public Finding run(Subject subject) {
        Left left = subject.measured(new Influence());
        boolean dropped = left.change() == 0;
        return finding()
                .measured(
                        "the last %d of %d batches of an epoch change the weights by %.2e",
                        left.over(), left.batches(), left.change())
                .expected("every batch of an epoch has a say")
                .cause(dropped ? "the gradients of the last, incomplete accumulation are thrown away" : "")
                .fix(dropped ? "take a step at the end of an epoch too, or carry the gradients over" : "")
                .failIf(dropped);
    }

    /** What is left over at the end of an epoch, and what difference it makes. */
    private record Left(int over, int batches, double change) {}

    private record Influence() implements Probe<Left> {
        @Override
        public Left measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            if (!rhythm.moves()) {
                throw new CouldNotJudge("no weight moves");
            }
            int batches = subject.fresh(program -> program.training(0).count());
            int over = batches % rhythm.batches();
            if (over == 0 || batches > MOST) {
                throw new CouldNotJudge("an epoch of %d batches is a whole number of updates", batches);
            }
            if (over == batches) {
                throw new CouldNotJudge("an update takes more than an epoch of %d batches", batches);
            }
            Weights real = subject.fresh(program -> trained(program, rhythm, batches, over, false));
            Weights other = subject.fresh(program -> trained(program, rhythm, batches, over, true));
            return new Left(over, batches, real.minus(other).norm());
        }

        private static Weights trained(TrainingProgram program, Rhythm rhythm, int count, int over, boolean replaced) {
            Batches batches = program.training(0);
            for (int i = 0; i < count; i++) {
                step(program, batches, replaced && i >= count - over ? i % over : i);
            }
            program.epochEnded(0);
            Batches next = program.training(1);
            for (int i = 0; i < rhythm.batches(); i++) {
                step(program, next, i);
            }
            return Weights.of(program.net());
        }

        private static void step(TrainingProgram program, Batches batches, int index) {
            try (Batch batch = batches.open(index)) {
                program.step(batch);
            }
        }
    }
}
