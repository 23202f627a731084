package io.souschef.check.regularization;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.evaluation.Assessed;
import io.souschef.check.evaluation.Told;
import io.souschef.experiment.Finding;
import java.util.List;

/**
 * Dropout drops while the program evaluates, because it was not told: the loss is too high, and another one each time. The draws
 * of the dropout layers are counted over the program's own evaluation, and it is asked twice. It can't see a dropout that is
 * written by hand and takes no part in the mode; that one has a check of its own. Where it passes over each example many times it may want to
 * see how sure the net is: a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">drop</a>
 */
public final class DropoutInEvaluation implements Check {
    @Override
    public String name() {
        return "drop: not in the evaluation";
    }

    @Override
    public String code() {
        return "dropout-in-evaluation";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        List<String> drawn = view.drawn();
        boolean often = view.drawsOften();
        if (drawn.isEmpty() && view.reportsOtherwise()) {
            drawn = subject.measured(new Told()).drawn();
            often = subject.measured(new Told()).drawsOften();
        }
        boolean broken = !drawn.isEmpty();
        Finding.Draft draft = finding()
                .measured(
                        "dropout layers that drew in the evaluation: %s; loss %.5g, then %.5g",
                        broken ? drawn : "none",
                        view.user().loss(),
                        view.again().loss())
                .expected("none, and the same loss twice")
                .cause(broken ? cause(often) : "")
                .fix("net.eval() before the evaluation, and leave the modes alone inside it");
        return often ? draft.warnIf(true) : draft.failIf(broken);
    }

    private static String cause(boolean often) {
        return "dropout is active in the evaluation"
                + (often ? ", in each of several passes: to see how sure the net is, or by mistake" : "");
    }
}
