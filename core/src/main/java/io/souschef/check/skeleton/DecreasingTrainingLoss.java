package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * Over the first steps the loss on the examples that are trained on must not rise. The task's loss of the same few batches, before
 * and after.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"verify decreasing training loss", section 2 of the recipe</a>
 */
public final class DecreasingTrainingLoss implements Check {
    private static final int BATCHES = 4;
    private static final int ROUNDS = 8;

    /** Of the loss at the start. Healthy programs over 40 seeds end between 0.02 and 1.03 of it. */
    private static final double RISE = 0.2;

    @Override
    public String name() {
        return "verify decreasing training loss";
    }

    @Override
    public String code() {
        return "training-loss-rises";
    }

    @Override
    public Finding run(Subject subject) {
        List<Double> losses = subject.measured(new Rounds());
        double start = losses.get(0);
        double end = losses.get(losses.size() - 1);
        if (!Double.isFinite(start)) {
            throw new CouldNotJudge("the loss of a fresh net is %s", start);
        }
        boolean rises = !(end <= start * (1 + RISE));
        return finding()
                .measured(
                        "loss %.4f before, %.4f after %d steps on the same %d batches",
                        start, end, (losses.size() - 1) * BATCHES, BATCHES)
                .expected("lower after than before; at most %.0f %% higher", 100 * RISE)
                .cause("%s", rises ? "the updates make it worse" : "")
                .fix("%s", rises ? "a smaller rate; then the sign of the loss, and whether gradients are cleared" : "")
                .evidence(Evidence.Curves.of(
                        "Loss on the first batches",
                        "passes over them",
                        "task loss",
                        "It should fall.",
                        Evidence.Line.of(
                                "loss",
                                losses.stream().mapToDouble(Double::doubleValue).toArray())))
                .okIf(!rises);
    }

    private record Rounds() implements Probe<List<Double>> {
        @Override
        public List<Double> measure(Subject subject) {
            return subject.fresh(Rounds::on);
        }

        private static List<Double> on(TrainingProgram program) {
            Batches batches = program.training(0);
            int count = Math.min(BATCHES, batches.count());
            List<Double> losses = new ArrayList<>();
            losses.add(loss(program, batches, count));
            for (int round = 0; round < ROUNDS; round++) {
                for (int b = 0; b < count; b++) {
                    try (Batch batch = batches.open(b)) {
                        program.step(batch);
                    }
                }
                losses.add(loss(program, batches, count));
            }
            return losses;
        }

        private static double loss(TrainingProgram program, Batches batches, int count) {
            double sum = 0;
            for (int b = 0; b < count; b++) {
                try (Batch batch = batches.open(b)) {
                    sum += FewSteps.lossInTraining(program, batch);
                }
            }
            return sum / count;
        }
    }
}
