package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * A mask of −10 or −10,000 only makes it expensive to look ahead: as queries and keys grow, scores beat it. So masked scores must be
 * −∞, or so low that no float can reach them.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class MaskCanBeBeaten implements Check {
    @Override
    public String name() {
        return "masks can't be beaten";
    }

    @Override
    public String code() {
        return "mask-can-be-beaten";
    }

    static boolean isBeatable(Attention.Scores scores) {
        return scores.masksLater() && scores.above() > Attention.OUT_OF_REACH;
    }

    @Override
    public Finding run(Subject subject) {
        List<Attention.Scores> masked = subject.measured(new Attention()).stream()
                .filter(Attention.Scores::masksLater)
                .toList();
        if (masked.isEmpty()) {
            throw new CouldNotJudge("no attention that is written out has a causal mask in its scores");
        }
        double highest =
                masked.stream().mapToDouble(Attention.Scores::above).max().orElse(Double.NEGATIVE_INFINITY);
        boolean beatable = masked.stream().anyMatch(MaskCanBeBeaten::isBeatable);
        return finding()
                .measured("scores of later positions are %.4g at most, in %d attentions", highest, masked.size())
                .expected("−∞, or below %.0e", Attention.OUT_OF_REACH)
                .cause(beatable ? "the mask is a finite number that scores can exceed" : "")
                .fix("Tensor.full(Double.NEGATIVE_INFINITY) where the mask is")
                .okIf(!beatable);
    }
}
