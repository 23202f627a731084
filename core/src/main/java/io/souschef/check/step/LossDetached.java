package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Aside;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;

/**
 * A loss that went through a plain number, another array or a detach() knows nothing of the weights: going backward from it
 * changes nothing. The loss method is asked for its graph, and the step for whether its backward pass reaches the inputs. A loss that
 * takes no output at all, and asks the net itself, knows the weights that way.
 *
 * @see <a href="https://karpathy.medium.com/yes-you-should-understand-backprop-e2f06eab496b">Yes you should understand backprop</a>
 */
public final class LossDetached implements Check {
    /** Share of the pull at the inputs that isn't the loss's. */
    private static final double ANOTHER = 0.3;

    @Override
    public String name() {
        return "the loss knows the weights";
    }

    @Override
    public String code() {
        return "loss-detached";
    }

    @Override
    public Finding run(Subject subject) {
        boolean outputTakes = subject.fresh(program -> {
            try (Batch batch = Feeder.open(program, 0)) {
                program.net().train();
                return program.forward(batch).requiresGrad();
            }
        });
        if (!outputTakes) {
            throw new CouldNotJudge("the net's output takes no gradient already");
        }
        Aside.View aside = subject.measured(Aside.asItIs());
        boolean lossTakes = aside.output() || aside.only();
        boolean detached = !lossTakes;
        boolean beside = !detached && besideTheLoss(subject);
        boolean inStep =
                lossTakes && Stillness.withoutGradients(Dissection.of(subject)) && !Stillness.backwardReached(subject);
        return finding()
                .measured(
                        detached
                                ? "loss() returns a tensor that doesn't depend on the net's output"
                                : inStep
                                        ? "the step's backward pass reaches neither inputs nor weights"
                                        : beside
                                                ? "in the step the target meets a detached output only, and what goes backward isn't loss()"
                                                : "the loss takes gradients")
                .expected("a loss that is computed from the net's output by tensor operations only")
                .cause(
                        detached || inStep || beside
                                ? "the loss is cut off from the net: detached, or made from a plain number"
                                : "")
                .fix(
                        detached || inStep || beside
                                ? "call backward() on the loss itself; item() and detach() are for logging"
                                : "")
                .failIf(detached || inStep || beside);
    }

    /**
     * Whether the step compares its targets with what takes no gradient any more, follows another loss than its own, and would take the same
     * update with other targets: what a reward says of them, as a plain number, is heard otherwise.
     */
    private static boolean besideTheLoss(Subject subject) {
        try {
            TargetMet met = subject.measured(new TargetMet.Seen());
            return met.detached() > 0
                    && met.attached() == 0
                    && subject.measured(new Pull.Felt()).misfit() > ANOTHER
                    && !subject.measured(new TargetMet.Heard());
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }
}
