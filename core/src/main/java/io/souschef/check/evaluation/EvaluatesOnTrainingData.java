package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Overlap;
import io.souschef.experiment.Finding;

/**
 * The number is measured on the examples that were trained on: it says how well they are remembered. Either the evaluation stream
 * holds training examples, or the program's own evaluation goes through another stream: then its numbers are those of training
 * to the last digit.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">set up the end-to-end evaluation skeleton</a>
 */
public final class EvaluatesOnTrainingData implements Check {
    @Override
    public String name() {
        return "evaluation on held-out data";
    }

    @Override
    public String code() {
        return "evaluates-on-training-data";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        boolean other =
                !Assessed.close(view.onTraining().loss(), view.canonical().loss());
        boolean same = other
                && (Assessed.close(view.user().loss(), view.onTraining().loss())
                        || (!view.reportsMetric()
                                && !Assessed.close(
                                        view.onTraining().metric(),
                                        view.canonical().metric())
                                && Assessed.close(
                                        view.reported(), view.onTraining().metric())));
        double share = share(subject);
        boolean broken = same || share >= 0.9;
        return finding()
                .measured(
                        "%.0f %% of the evaluation examples are trained on; loss %.5g, over evaluation %.5g, over training %.5g",
                        100 * share,
                        view.user().loss(),
                        view.canonical().loss(),
                        view.onTraining().loss())
                .expected("examples that training has not seen")
                .cause(
                        !broken
                                ? ""
                                : same
                                        ? "evaluate() goes through the training data"
                                        : "the evaluation split is the training split")
                .fix("keep a part of the examples from training, and evaluate on evaluation()")
                .failIf(broken);
    }

    private static double share(Subject subject) {
        try {
            return subject.measured(new Overlap()).share();
        } catch (CouldNotJudge repeats) {
            return 0;
        }
    }
}
