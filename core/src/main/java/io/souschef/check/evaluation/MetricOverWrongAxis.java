package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * {@code argmax(0)} asks which example says a class the loudest, not which class an example is. Such a metric changes when the
 * examples come in another order, which a metric must not; and an evaluation that turned its outputs has them in the wrong
 * places. It can't see a wrong axis that is right for this shape.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class MetricOverWrongAxis implements Check {
    private static final double SLACK = 1e-4;

    @Override
    public String name() {
        return "the metric goes over classes, not over examples";
    }

    @Override
    public String code() {
        return "metric-over-wrong-axis";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        boolean turned = turned(view);
        double moved = 0;
        boolean doubtful = false;
        if (!turned) {
            Asked.View asked = subject.measured(new Asked());
            if (!asked.answered()) {
                return asked.unanswered(finding());
            }
            moved = asked.moved();
            doubtful = moved > SLACK && asked.scores().perfect();
        }
        boolean broken = turned || moved > SLACK;
        Finding.Draft draft = finding()
                .measured(
                        turned
                                ? "the outputs in evaluate() are those of the net with rows and columns exchanged"
                                : "the metric of the same answers in another order differs by %.3g",
                        moved)
                .expected("a metric that doesn't depend on the order of the examples")
                .cause(
                        doubtful
                                ? "right answers are perfect in the order of the split, and not in another: do examples belong together that stand side by side?"
                                : broken ? "the metric is computed over the wrong axis" : "")
                .fix("outputs are [N, K]: argmax(1) is the class of each example");
        return doubtful ? draft.warnIf(true) : draft.failIf(broken);
    }

    private static boolean turned(Assessed.View view) {
        int k = view.canonical().task().outputs();
        float[] user = view.user().outputs();
        float[] canonical = view.canonical().outputs();
        if (user.length != canonical.length || k < 2) {
            return false;
        }
        boolean same = true;
        int from = 0;
        int rows = 0;
        for (int n : view.sizes()) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < k; j++) {
                    float expected = canonical[from + i * k + j];
                    if (!Float.isFinite(expected)) {
                        return false;
                    }
                    if (Math.abs(user[from + j * n + i] - expected) > 1e-4 * (1 + Math.abs(expected))) {
                        return false;
                    }
                    same &= Math.abs(user[from + i * k + j] - expected) <= 1e-4 * (1 + Math.abs(expected));
                }
            }
            from += n * k;
            rows += n;
        }
        return rows * k == user.length && !same;
    }
}
