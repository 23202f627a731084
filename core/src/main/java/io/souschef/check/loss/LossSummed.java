package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.LossInStep;
import io.souschef.check.step.MeanUpdate;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import java.util.function.Supplier;

/**
 * A mean stays what it is when the batch is repeated, a sum doubles, and with it the step: another batch size is then another
 * learning rate. The gradient of one example's outputs says which it is, whatever else is in the loss. Only the update counts: one
 * that divides a sum by the batch size is that of a mean.
 */
public final class LossSummed implements Check {
    /** Examples in a batch with which a sum is told from one that is divided by a fixed number, and how many times a mean the latter pulls at most. */
    private static final int MANY = 8, FEW = 2;

    @Override
    public String name() {
        return "the loss is a mean over the batch";
    }

    @Override
    public String code() {
        return "loss-summed-over-batch";
    }

    @Override
    public Finding run(Subject subject) {
        Feel feel = subject.measured(new Feel.Felt());
        double doubled = feel.pull().doubled();
        if (Double.isNaN(doubled)) {
            throw new CouldNotJudge("the loss takes no gradient, or no batch of another size");
        }
        if (subject.fresh(program -> program.declares().looping().sumsLoss())) {
            return finding()
                    .measured("an example pulls %.2f times as hard in a batch of twice the size", doubled)
                    .okIf(true);
        }
        double inStep = LossInStep.times(subject);
        int batch = subject.fresh(program -> size(() -> program.training(0).open(0)));
        int fed = subject.fresh(program -> size(() -> Feeder.open(program, 0))); // of a large batch a portion
        boolean step = fed > 2
                && Math.abs(inStep - fed) < 0.02 * fed
                && LossInStep.timesOfHalf(subject) < 0.9 * inStep; // else a scale that happens to be the size
        if (!step
                && Math.abs(doubled - 1) < 0.02
                && batch >= MANY
                && feel.pull().size() < FEW) {
            return finding()
                    .measured(
                            "a sum that is divided by a fixed number: %d examples pull %.2f times as hard as the task's mean",
                            batch, feel.pull().size())
                    .okIf(true);
        }
        boolean sum = Math.abs(doubled - 1) < 0.02 || step;
        if (sum && MeanUpdate.of(subject)) {
            return finding()
                    .measured(
                            "the loss is a sum, and the update is the same for a batch with every example in it twice")
                    .okIf(true);
        }
        return finding()
                .measured(
                        step
                                ? "the loss in the step is %2$.0f times the mean over the batch"
                                : "an example pulls %1$.2f times as hard in a batch of twice the size",
                        doubled,
                        inStep)
                .expected("0.50 times: a mean")
                .cause(sum ? "the loss is a sum over the batch: its size is part of the learning rate" : "")
                .fix(sum ? "mean() in place of sum(); or declare summingLoss()" : "")
                .failIf(sum);
    }

    private static int size(Supplier<Batch> opens) {
        try (Batch batch = opens.get()) {
            return batch.size();
        }
    }
}
