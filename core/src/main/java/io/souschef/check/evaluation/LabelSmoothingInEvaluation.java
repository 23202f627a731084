package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A loss that is smoothed for training has a floor that perfect answers don't get under, and being surer costs more. As an
 * evaluation loss it can't be compared with anything. The program's evaluation loss is held against plain cross-entropy and
 * against its own training loss, and that against perfect answers.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">add significant digits to your eval</a>
 */
public final class LabelSmoothingInEvaluation implements Check {
    private static final double FLOOR = 0.01;

    @Override
    public String name() {
        return "a plain loss in evaluation";
    }

    @Override
    public String code() {
        return "label-smoothing-in-evaluation";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        double[] floors = view.floors();
        if (Double.isNaN(floors[0])) {
            throw new CouldNotJudge("perfect answers are made for classes only");
        }
        double own = view.ownLoss();
        boolean smoothed = floors[0] > FLOOR && floors[1] > floors[0] + FLOOR;
        boolean uses = !Assessed.close(own, view.canonical().loss())
                && (Assessed.close(view.user().loss(), own) || Assessed.close(view.reported(), own));
        return finding()
                .measured(
                        "evaluation loss %.5g, plain cross-entropy %.5g, the training loss on the same %.5g; perfect answers cost %.3g, surer ones %.3g",
                        view.user().loss(), view.canonical().loss(), own, floors[0], floors[1])
                .expected("plain cross-entropy in evaluation")
                .cause(smoothed && uses ? "label smoothing is left on in the evaluation" : "")
                .fix("crossEntropy(output, target) without smoothing in evaluate()")
                .failIf(smoothed && uses);
    }
}
