package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * "When plotting the test loss run the evaluation over the entire (large) test set." The program's number is held against that of
 * the first batches, and of the last: where it is theirs to the last digit, the rest was left out.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">add significant digits to your eval</a>
 */
public final class EvaluationOfSomeBatches implements Check {
    @Override
    public String name() {
        return "add significant digits to your eval: of which batches";
    }

    @Override
    public String code() {
        return "evaluation-of-some-batches";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        String part = part(view);
        boolean broken = !part.isEmpty();
        return finding()
                .measured(
                        "loss %.6g, over all batches %.6g; %s reported %.6g, over all %.6g",
                        view.user().loss(),
                        view.canonical().loss(),
                        view.canonical().task().metric(),
                        view.reported(),
                        view.canonical().metric())
                .expected("the whole split, every example once")
                .cause("%s", part)
                .fix("go through all of evaluation() and add up per example; keep all the digits")
                .failIf(broken);
    }

    /** Which batches the number is of, where it isn't of all. */
    static String part(Assessed.View view) {
        int n = view.sizes().size();
        boolean loss = !Assessed.close(view.user().loss(), view.canonical().loss());
        boolean metric = !view.reportsMetric()
                && Assessed.close(view.user().loss(), view.canonical().loss());
        for (int k = 1; k < n; k++) {
            if ((loss && Assessed.close(view.user().loss(), mean(view, view.batchLosses(), 0, k, false)))
                    || (metric && Assessed.close(view.reported(), mean(view, view.batchMetrics(), 0, k, true)))) {
                return "only the first " + k + " of " + n + " batches are evaluated";
            }
        }
        if (n > 1
                && ((loss && Assessed.close(view.user().loss(), view.batchLosses()[n - 1]))
                        || (metric && Assessed.close(view.reported(), view.batchMetrics()[n - 1])))) {
            return "only the last batch is evaluated";
        }
        return "";
    }

    private static double mean(Assessed.View view, double[] values, int from, int to, boolean metric) {
        double sum = 0;
        double weight = 0;
        for (int b = from; b < to; b++) {
            double merit = metric && !view.canonical().task().higherIsBetter() ? values[b] * values[b] : values[b];
            sum += merit * view.sizes().get(b);
            weight += view.sizes().get(b);
        }
        double mean = sum / weight;
        return metric && !view.canonical().task().higherIsBetter() ? Math.sqrt(mean) : mean;
    }
}
