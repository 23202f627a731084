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
        if (part.isEmpty() && view.reportsOtherwise()) {
            part = part(subject.measured(new Told()));
        }
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

    /** Which batches the loss is of, where it isn't of all. */
    static String part(Assessed.View view) {
        int n = view.sizes().size();
        if (Assessed.close(view.user().loss(), view.canonical().loss())) {
            return "";
        }
        for (int k = 1; k < n; k++) {
            if (Assessed.close(view.user().loss(), lossOfFirst(view, k))) {
                return "only the first " + k + " of " + n + " batches are evaluated";
            }
        }
        return n > 1 && Assessed.close(view.user().loss(), view.batchLosses()[n - 1])
                ? "only the last batch is evaluated"
                : "";
    }

    /** The same of the number that is reported. */
    private static String part(Told.View told) {
        int k = told.onlyFirst();
        return k > 0
                ? "what is reported is of the first " + k + " of " + told.sizes().length + " batches only"
                : told.ofLast() ? "what is reported is of the last batch only" : "";
    }

    private static double lossOfFirst(Assessed.View view, int batches) {
        double sum = 0;
        double weight = 0;
        for (int b = 0; b < batches; b++) {
            sum += view.batchLosses()[b] * view.sizes().get(b);
            weight += view.sizes().get(b);
        }
        return sum / weight;
    }
}
