package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * A softmax over the wrong axis lets the positions compete for who may look at a key, not the keys for who is looked at. The
 * weights of one position must add up to one over what it looks at.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, equation 1</a>
 */
public final class SoftmaxOverQueries implements Check {
    /** Rows of a softmax over the right axis are off one by 8e-7 at most, over the wrong one by 2.2 and more, over 40 seeds. */
    private static final double OFF = 1e-3;

    @Override
    public String name() {
        return "attention adds up to one over the keys";
    }

    @Override
    public String code() {
        return "softmax-over-queries";
    }

    static boolean isOverQueries(Attention.Scores scores) {
        return scores.offKeys() > OFF;
    }

    @Override
    public Finding run(Subject subject) {
        List<Attention.Scores> attentions = subject.measured(new Attention());
        if (attentions.isEmpty()) {
            throw new CouldNotJudge("the net has no attention that is written out");
        }
        double off =
                attentions.stream().mapToDouble(Attention.Scores::offKeys).max().orElse(0);
        boolean wrong = attentions.stream().anyMatch(SoftmaxOverQueries::isOverQueries);
        return finding()
                .measured(
                        "the weights of a position are off a sum of one by up to %.2g, in %d attentions",
                        off, attentions.size())
                .expected("weights that add up to one over the keys, the last dimension of q kᵀ")
                .cause(wrong ? "the softmax is over another dimension than the keys" : "")
                .fix("scores.softmax(-1)")
                .okIf(!wrong);
    }
}
