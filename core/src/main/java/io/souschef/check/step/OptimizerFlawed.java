package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * An optimiser of the author's own making is recognised by its updates: SGD, momentum, Adam, and Adam with one of the usual
 * slips in it. Sees no rule that it doesn't know.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, algorithm 1</a>
 */
public final class OptimizerFlawed implements Check {
    @Override
    public String name() {
        return "the optimiser's own rule";
    }

    @Override
    public String code() {
        return "optimizer-constants-wrong";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Explained.of(subject);
        if (anatomy.owned()) {
            throw new CouldNotJudge("the optimiser is this library's, tested against PyTorch's numbers");
        }
        Rule rule = anatomy.explained().orElseThrow().rule();
        boolean flawed = !rule.flaw().isEmpty()
                && !rule.flaw().equals(Rule.COUPLED)
                && !rule.flaw().equals(Rule.DOUBLED);
        return finding()
                .measured(Explained.text(anatomy))
                .expected("SGD, momentum or Adam as they are published")
                .cause(flawed ? rule.flaw() : "")
                .fix(flawed ? "compare with algorithm 1 of Kingma and Ba, or use Adam of this library" : "")
                .failIf(flawed);
    }
}
