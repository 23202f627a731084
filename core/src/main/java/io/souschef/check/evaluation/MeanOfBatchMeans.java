package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Evaluation;
import java.util.Arrays;
import java.util.Optional;

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
        Optional<String> otherwise = dividedOtherwise(subject, view);
        boolean explained = explains(view) || otherwise.isPresent();
        boolean told = !explained
                && view.reportsOtherwise()
                && subject.measured(new Told()).overBatches();
        boolean broken = explained || told;
        boolean groups = broken
                && otherwise.isEmpty()
                && areGroups(subject.measured(new Told()).sizes());
        Finding.Draft draft = finding()
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
                .cause(
                        otherwise.isPresent()
                                ? otherwise.get()
                                : groups
                                        ? "batch means are averaged, and each batch has a size of its own: are they groups that count alike, on purpose?"
                                        : broken ? "batch means are averaged, and the batches differ in size" : "")
                .fix("add up losses and right answers over examples, and divide by their number once, at the end");
        return groups ? draft.warnIf(true) : draft.failIf(broken);
    }

    /** Whether batches before the last differ in size: all of a query's documents, of a person's days. */
    private static boolean areGroups(int[] sizes) {
        return Arrays.stream(sizes, 0, Math.max(0, sizes.length - 1)).distinct().count() > 1;
    }

    /** Whether the program's number is the mean over batches and not the one over examples: a metric, a loss, a perplexity. */
    static boolean explains(Assessed.View view) {
        double loss = view.canonical().loss();
        double overBatches = mean(view.batchLosses());
        double[] overExamples = overExamples(view.canonical());
        return between(view.user().loss(), loss, overBatches, overExamples[0])
                || (between(view.user().loss(), loss, view.ownLossOverBatches(), overExamples[0])
                        && !Assessed.close(view.ownLossOverBatches(), view.ownLoss()))
                || between(view.reported(), view.canonical().metric(), mean(view.batchMetrics()), overExamples[1])
                || between(view.reported(), loss, overBatches, overExamples[0])
                || between(view.reported(), Math.exp(loss), Math.exp(overBatches), Math.exp(overExamples[0]));
    }

    /** What a metric over examples, and the mean of it over batches, may be made into. */
    private interface Made {
        double of(double metric, double overBatches);
    }

    /** How a sum over examples, or of the means of batches, was divided by another number than how many there are; nothing where it wasn't. */
    private static Optional<String> dividedOtherwise(Subject subject, Assessed.View view) {
        int batches = view.sizes().size();
        int first = view.sizes().get(0);
        double n = view.sizes().stream().mapToInt(size -> size).sum();
        if (!view.ownReport() || batches < 2 || first < 2) {
            return Optional.empty();
        }
        double all = (double) batches * first;
        double loss = view.canonical().loss();
        boolean share = view.canonical().task().higherIsBetter();
        if (share && n < all && reports(subject, view, (metric, overBatches) -> metric * n / all)) {
            return Optional.of(
                    "what is added up is divided by the number of batches times their size, and the last one is smaller");
        }
        if (is(view.reported(), loss, mean(view.batchLosses()) * batches / n)
                || is(view.reported(), loss, view.ownLossOverBatches() * batches / n)
                || reports(subject, view, (metric, overBatches) -> overBatches * batches / n)) {
            return Optional.of("batch means are added up and divided by the number of examples");
        }
        return share && reports(subject, view, (metric, overBatches) -> metric * n / batches)
                ? Optional.of("right answers are added up and divided by the number of batches")
                : Optional.empty();
    }

    /** Whether that is the number that is reported, and after some more steps, too: shares of few examples are soon equal. */
    private static boolean reports(Subject subject, Assessed.View view, Made made) {
        double metric = view.canonical().metric();
        return is(view.reported(), metric, made.of(metric, mean(view.batchMetrics())))
                && subject.fresh(program -> {
                    Assessed.train(program);
                    Assessed.train(program);
                    Evaluation later = Evaluation.of(program, program.evaluation());
                    double overBatches = mean(Assessed.perBatch(later, view.sizes())[1]);
                    return Assessed.close(program.reported(), made.of(later.metric(), overBatches));
                });
    }

    private static boolean is(double told, double rightly, double otherwise) {
        return otherwise != 0 && !Assessed.close(told, rightly) && Assessed.close(told, otherwise);
    }

    /**
     * Whether a number is what it is over batches and not what it is over predictions; nor what it is over examples, where these have several
     * predictions each, or a root each: of sentences that are evaluated one by one the mean is over sentences.
     */
    private static boolean between(double user, double canonical, double overBatches, double overExamples) {
        return !Assessed.close(user, canonical)
                && !Assessed.close(user, overExamples)
                && Assessed.close(user, overBatches);
    }

    /** Loss and metric, each of one example first, and then the mean of them. */
    private static double[] overExamples(Evaluation all) {
        double[] merits = all.merits();
        double[] sums = new double[2];
        int examples = 0;
        for (int i = 0; i < all.size(); examples++) {
            double loss = 0;
            double merit = 0;
            int from = i;
            for (; i < all.size() && all.ids()[i] == all.ids()[from]; i++) {
                loss += all.losses()[i];
                merit += merits[i];
            }
            sums[0] += loss / (i - from);
            sums[1] += all.task().metric(merit / (i - from));
        }
        return new double[] {sums[0] / examples, sums[1] / examples};
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
