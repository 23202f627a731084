package io.souschef.check.wiring;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;

/**
 * A sigmoid at the end never gives −0.5, a ReLU no negative number, a tanh nothing above 1: where the targets do, the loss has a
 * floor that no training goes through. So with the last layer's weights blown up both ways, the outputs should span the targets, if
 * the loss is lower there.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">overfit one batch</a>
 */
public final class OutputRange implements Check {
    /** Targets that lie outside by less than this share of their spread are taken as on the edge. */
    private static final double EDGE = 0.02;

    /** So many of them may be outliers. */
    private static final double OUTLIERS = 0.01;

    @Override
    public String name() {
        return "the output can reach the targets";
    }

    @Override
    public String code() {
        return "output-cannot-reach-targets";
    }

    @Override
    public Finding run(Subject subject) {
        if (!(subject.measured(new Statement()).task() instanceof Task.Regression)) {
            throw new CouldNotJudge("only the targets of a regression are numbers to reach");
        }
        Reach.Bounds range = subject.measured(new Reach(EDGE));
        boolean broken = range.outside() > OUTLIERS;
        if (broken) {
            refuseWhereUnwanted(subject.measured(new LossBeyond(range.low(), range.high())));
        }
        return finding()
                .measured(
                        "outputs can go from %.3g to %.3g; targets go from %.3g to %.3g, %.0f %% of them out of reach",
                        range.low(), range.high(), range.least(), range.largest(), 100 * range.outside())
                .expected("the net can give every target")
                .cause(broken ? "the last activation is bounded within the range of the targets" : "")
                .fix("end in a linear layer, or scale the targets into the range of the activation")
                .okIf(!broken);
    }

    private static void refuseWhereUnwanted(LossBeyond.Gain gain) {
        if (!gain.alike()) {
            throw new CouldNotJudge("an example's output has another size than its target: it isn't meant to be equal");
        }
        if (Double.isNaN(gain.loss())) {
            throw new CouldNotJudge("the program's own loss of outputs that equal the targets beyond is not finite");
        }
        if (gain.loss() <= 0) {
            throw new CouldNotJudge(
                    "the program's own loss is no lower for outputs that equal the targets beyond: it compares them in another way");
        }
    }
}
