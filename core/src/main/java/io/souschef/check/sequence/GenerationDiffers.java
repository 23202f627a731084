package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Generation often has code of its own, a cache above all, and where that is off the net that was trained is not the net that
 * writes. So the logits after a prefix must be the same by both ways.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">generalize a special case</a>
 */
public final class GenerationDiffers implements Check {
    /** Of the largest logit. Over 40 seeds: the same computation step by step 3e-7 at most; a state that is off 0.17 and more. */
    private static final double SAME = 1e-3;

    @Override
    public String name() {
        return "generalize a special case: generation";
    }

    @Override
    public String code() {
        return "generation-differs";
    }

    @Override
    public Finding run(Subject subject) {
        BothWays.Difference difference = subject.measured(new BothWays());
        boolean differs = !(difference.share() <= SAME);
        return finding()
                .measured(
                        "after %d tokens the logits of generation differ by %.2g of the largest from those of forward()",
                        difference.length(), difference.share())
                .expected("the same, but for rounding")
                .cause(differs ? cause(difference) : "")
                .fix(fix(difference))
                .okIf(!differs);
    }

    private static String fix(BothWays.Difference difference) {
        if (Double.isInfinite(difference.share())) {
            return "forbid in nextLogits() what forward() forbids";
        }
        return difference.modeMatters()
                ? "net.eval() before generating, and the mode of before after it"
                : "compare the cached keys and values, and the positions, with those of a forward pass over the prefix";
    }

    private static String cause(BothWays.Difference difference) {
        if (Double.isNaN(difference.share())) {
            throw new CouldNotJudge("the logits are not finite");
        }
        if (Double.isInfinite(difference.share())) {
            return "generation may say tokens that forward() forbids";
        }
        return difference.modeMatters()
                ? "generation runs in training mode: with dropout, or the statistics of its batch"
                : "generation computes something else than training, e.g. with a cache or positions that are off";
    }
}
