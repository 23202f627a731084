package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Optional;

/**
 * An output [N, 1] less a target [N] is a table [N, N]: every prediction is compared with every target, and the best that the net
 * can do is to predict the mean. Such a loss doesn't care which target belongs to which example, so it stays the same when they
 * are dealt out anew, and outputs that are all alike cost less than others. A loss that compares what is drawn with what there is,
 * as two sets, wants them to differ.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class LossBroadcasts implements Check {
    /** Over 40 seeds each: 140 losses that pair them move by 0.0014 and more; one that broadcasts by rounding, 2e-7 at most. */
    static final double SAME = 1e-5;

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
        boolean broken = pairing.dependsOnTargets() && !pairing.flat() && pairing.move() < SAME && pairing.table();
        if (!broken) {
            Optional<CrossTable.Table> table = subject.measured(new CrossTable());
            if (table.isPresent()) {
                return crossed(table.get());
            }
        }
        if (!pairing.dependsOnTargets()) {
            throw new CouldNotJudge(
                    pairing.equal()
                            ? "all targets of the first batch are equal: dealt out anew they are what they were"
                            : "the loss doesn't depend on batch.target()");
        }
        if (pairing.flat()) {
            throw new CouldNotJudge("the loss is the same for all outputs near random ones: cut off at a number");
        }
        if (!broken && pairing.move() < SAME) {
            throw new CouldNotJudge(
                    "the loss compares the outputs of a batch with its targets as two sets, not one by one");
        }
        return finding()
                .measured(
                        "the loss moves by %.2g of itself when the targets of a batch are dealt out anew",
                        pairing.move())
                .expected("it moves, unless it compares every output with every target")
                .cause(
                        broken
                                ? "output %s and target %s broadcast to a table of all pairs"
                                        .formatted(pairing.output(), pairing.target())
                                : "")
                .fix(
                        "give both one shape: target.reshape(output.shape().toArray()), or Losses.mse, which refuses to broadcast")
                .okIf(!broken);
    }

    private Finding crossed(CrossTable.Table table) {
        return finding()
                .measured(
                        "%s of %s and %s in the loss gives a table of all pairs",
                        table.operation(), table.first(), table.second())
                .expected("what belongs to one example meets what belongs to the same one")
                .cause("a column and a row broadcast to a table of all pairs")
                .fix("give both one shape: weight.squeeze(1).mul(each)")
                .okIf(false);
    }
}
