package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;

/**
 * The mean of the batches' means counts each example of a smaller last batch more than the others; of roots it is no mean at all.
 * The program's number is held against the mean over examples and against the mean over batches. Where all batches are of one
 * size the two are the same, and nothing is wrong yet.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">add significant digits to your eval</a>
 */
public final class MeanOfBatchMeans implements Check {
    @Override
    public String name() {
        return "every example counts once";
    }

    @Override
    public String code() {
        return "mean-of-batch-means";
    }

    @Override
    public Finding run(Subject subject) {
        Assessed.View view = subject.measured(new Assessed());
        boolean broken = explains(view)
                || (view.reportsOtherwise() && subject.measured(new Told()).overBatches());
        return finding()
                .measured(
                        "loss %.6g and %s %.6g; over examples %.6g and %.6g, over batches of %s %.6g and %.6g",
                        view.user().loss(),
                        view.canonical().task().metric(),
                        view.reported(),
                        view.canonical().loss(),
                        view.canonical().metric(),
                        sizes(view),
                        mean(view.batchLosses()),
                        mean(view.batchMetrics()))
                .expected("the mean over examples")
                .cause(broken ? "batch means are averaged, and the batches differ in size" : "")
                .fix("add up losses and right answers over examples, and divide by their number once, at the end")
                .failIf(broken);
    }

    /** Whether the program's number is the mean over batches and not the one over examples: a metric, a loss, a perplexity. */
    static boolean explains(Assessed.View view) {
        return between(view.user().loss(), view.canonical().loss(), mean(view.batchLosses()))
                || (between(view.user().loss(), view.canonical().loss(), view.ownLossOverBatches())
                        && !Assessed.close(view.ownLossOverBatches(), view.ownLoss()))
                || between(view.reported(), view.canonical().metric(), mean(view.batchMetrics()))
                || between(view.reported(), view.canonical().loss(), mean(view.batchLosses()))
                || between(view.reported(), Math.exp(view.canonical().loss()), Math.exp(mean(view.batchLosses())));
    }

    private static boolean between(double user, double canonical, double overBatches) {
        return !Assessed.close(user, canonical) && Assessed.close(user, overBatches);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static String sizes(Assessed.View view) {
        int first = view.sizes().get(0);
        int last = view.sizes().get(view.sizes().size() - 1);
        return first == last ? String.valueOf(first) : first + " … " + last;
    }
}
