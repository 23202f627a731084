package io.souschef.check.evaluation;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import java.util.Arrays;

/**
 * A loss that is smoothed for training has a floor that perfect answers don't get under, and being surer costs more. As an
 * evaluation loss it can't be compared with anything. The program's evaluation loss is held against plain cross-entropy and
 * against its own training loss, and that against perfect answers. Where it is no smoothing that explains the difference, but a price on large
 * logits, say, it is a warning.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">add significant digits to your eval</a>
 */
public final class LabelSmoothingInEvaluation implements Check {
    private static final double FLOOR = 0.01;

    /**
     * What rounding leaves of the difference to plain cross-entropy, of its own size; and the least and most share of a smoothing. Of 1,422
     * evaluations of classes, of the gallery and of programs written without the checks in view, seed 1, six are smoothed, to 3e-6; in one more the nearest smoothing is off by 0.6.
     */
    private static final double SAME = 1e-3, LEAST = 0.005, MOST = 0.95;

    /** What smoothing costs doubles with logits that are twice as large, but for what rounding leaves; what is charged for their squares doesn't. */
    private static final double LINEAR = 0.05;

    /** Of what perfect answers cost: what that may differ with the wrong class that is the least likely. */
    private static final double UNEQUAL = 0.02;

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
            throw new CouldNotJudge(
                    "perfect answers are made for classes only, and for a loss that takes nothing else than evaluation batches have");
        }
        double own = view.ownLoss();
        boolean smoothed = floors[0] > FLOOR && floors[1] > floors[0] + FLOOR;
        boolean uses = !Assessed.close(own, view.canonical().loss())
                && (Assessed.close(view.user().loss(), own) || Assessed.close(view.reported(), own));
        double share = smoothing(view.user());
        boolean linear = floors[1] > (2 - LINEAR) * floors[0] && floors[1] < (2 + LINEAR) * floors[0];
        boolean alike = floors[2] < UNEQUAL * floors[0];
        boolean found = share > 0 || (smoothed && uses && linear && alike);
        boolean charged = !found && smoothed && uses;
        Finding.Draft draft = finding()
                .measured(
                        "evaluation loss %.5g, plain cross-entropy %.5g, the training loss on the same %.5g; perfect answers cost %.3g, surer ones %.3g%s",
                        view.user().loss(),
                        view.canonical().loss(),
                        own,
                        floors[0],
                        floors[1],
                        share > 0
                                ? "; with %.3g of each label spread over all classes it is its own".formatted(share)
                                : "")
                .expected("plain cross-entropy in evaluation")
                .cause(
                        found
                                ? "label smoothing is left on in the evaluation"
                                : charged ? "the evaluation charges for being sure, as training does" : "")
                .fix("crossEntropy(output, target) without smoothing in evaluate()");
        return charged ? draft.warnIf(true) : draft.failIf(found);
    }

    /**
     * The share of each label that is spread over all classes, where that turns the plain cross-entropy of the evaluation's own outputs
     * into its losses, example by example; 0 where none does.
     */
    private static double smoothing(Evaluation own) {
        if (!(own.task() instanceof Task.Classification c)) {
            return 0;
        }
        int n = own.size();
        int k = c.classes();
        if (own.losses().length != n || own.targets().length != n || own.outputs().length != n * k) {
            return 0;
        }
        double[] pull = new double[n];
        double[] off = new double[n];
        for (int i = 0; i < n; i++) {
            double[] logits = new double[k];
            for (int j = 0; j < k; j++) {
                logits[j] = own.outputs()[i * k + j];
            }
            double most = Arrays.stream(logits).max().orElse(0);
            double all = most
                    + Math.log(
                            Arrays.stream(logits).map(z -> Math.exp(z - most)).sum());
            int right = (int) own.targets()[i];
            if (right < 0 || right >= k) {
                return 0;
            }
            pull[i] = logits[right] - Arrays.stream(logits).average().orElse(0);
            off[i] = own.losses()[i] - (all - logits[right]);
        }
        double share = dot(off, pull) / dot(pull, pull);
        double left = 0;
        for (int i = 0; i < n; i++) {
            left += Math.pow(off[i] - share * pull[i], 2);
        }
        return share >= LEAST && share <= MOST && Math.sqrt(left) < SAME * Math.sqrt(dot(off, off)) ? share : 0;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
