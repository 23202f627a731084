package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * An output [N, 1] less a target [N] is a table [N, N]: every prediction is compared with every target, and the best that the net
 * can do is to predict the mean. Such a loss doesn't care which target belongs to which example, so it stays the same when they
 * are dealt out anew.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class LossBroadcasts implements Check {
    /** Over 40 seeds each: 140 losses that pair them move by 0.0014 and more; one that broadcasts by rounding, 2e-7 at most. */
    private static final double SAME = 1e-5;

    @Override
    public String name() {
        return "the loss pairs outputs with targets";
    }

    @Override
    public String code() {
        return "loss-broadcasts";
    }

    @Override
    public Finding run(Subject subject) {
        TargetPairing.Pairing pairing = subject.measured(new TargetPairing());
        if (!pairing.dependsOnTargets()) {
            throw new CouldNotJudge("the loss doesn't depend on batch.target()");
        }
        if (pairing.flat()) {
            throw new CouldNotJudge("the loss is the same for all outputs near random ones: cut off at a number");
        }
        return finding()
                .measured(
                        "the loss moves by %.2g of itself when the targets of a batch are dealt out anew",
                        pairing.move())
                .expected("it moves, unless it compares every output with every target")
                .cause(
                        pairing.move() < SAME
                                ? "output %s and target %s broadcast to a table of all pairs"
                                        .formatted(pairing.output(), pairing.target())
                                : "")
                .fix(
                        "give both one shape: target.reshape(output.shape().toArray()), or Losses.mse, which refuses to broadcast")
                .okIf(pairing.move() >= SAME);
    }
}
