package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Optional;

/**
 * An update from several batches should follow the mean over all their examples: each loss divided by the number of batches,
 * and gradients cleared once per update. The loss that really goes backward is read off at the inputs, so that it is seen with
 * Adam too, which hides a constant factor.
 *
 * @see <a href="https://github.com/huggingface/transformers/issues/34191">transformers issue 34191: a mean of means isn't the mean</a>
 */
public final class AccumulationWrong implements Check {
    /** Of N batches the sum is N times the mean; healthy programs were within 2 % of one, for batches of unequal sizes too. */
    private static final double MOST = 1.5;

    /**
     * Of the gradient of the mean. What is left of sums that are divided before the step is it to 1e-4, not divided N times it: 11 programs
     * that leave any, 4 updates each.
     */
    private static final double DIVIDED = 0.02;

    /** Of that N. */
    private static final double NEAR = 0.1;

    @Override
    public String name() {
        return "accumulated gradients are a mean";
    }

    @Override
    public String code() {
        return "accumulation-not-divided";
    }

    @Override
    public Finding run(Subject subject) {
        int declared = subject.fresh(program -> program.declares().accumulation());
        Optional<Parts> parts = parts(subject);
        if (parts.isPresent()
                && (declared == 1 || declared == parts.get().sizes().size())) {
            return inOneStep(parts.get());
        }
        Anatomy anatomy = Explained.of(subject);
        int batches = anatomy.rhythm().batches();
        if (batches == 1 && declared == 1) {
            throw new CouldNotJudge("gradients of several batches are not accumulated");
        }
        double ratio = ratio(subject, anatomy);
        boolean summed = batches > 1 && ratio > MOST;
        boolean lost = anatomy.is(Variation.CLEARED_EACH_BATCH);
        boolean other = declared > 1 && batches != declared && !(batches < declared && batches == epoch(subject));
        return finding()
                .measured("an update per %d batches, of %.2f times their mean gradient", batches, ratio)
                .expected("an update per %d batches, of their mean gradient", declared)
                .cause(
                        summed
                                ? "the losses of the batches are summed, not averaged"
                                : lost
                                        ? "only the last batch counts: gradients are cleared before each"
                                        : other ? "the weights are updated more or less often than declared" : "")
                .fix(
                        summed
                                ? "divide each loss by the number of batches per update before backward()"
                                : lost
                                        ? "clear the gradients after an update, not before each batch"
                                        : other
                                                ? "step when (batch + 1) % accumulation is 0, or declare what is done"
                                                : "")
                .failIf(summed || lost || other);
    }

    /** Batches in an epoch: where these are fewer than an update is declared to take, it comes with the last of them. */
    private static int epoch(Subject subject) {
        return subject.fresh(program -> program.training(0).count());
    }

    private static Optional<Parts> parts(Subject subject) {
        try {
            return Optional.of(subject.measured(new Parts.Taken()));
        } catch (CouldNotJudge onePass) {
            return Optional.empty();
        }
    }

    /** A step that goes through its batch in parts. */
    private Finding inOneStep(Parts parts) {
        boolean summed = !parts.lastOnly() && parts.times() > MOST;
        return finding()
                .measured(
                        "%d parts of a batch, together %.2f times the gradient of %s%s",
                        parts.sizes().size(),
                        parts.times(),
                        parts.lastOnly() ? "the last" : "their mean",
                        parts.meanOfMeans() ? ", each part counting the same" : "")
                .expected("the gradient of the mean over all examples, or targets that count, of the batch")
                .cause(
                        summed
                                ? "the losses of the parts are summed, not averaged"
                                : parts.lastOnly()
                                        ? "only the last part counts: gradients are cleared before each"
                                        : parts.meanOfMeans()
                                                ? "a mean of means: parts count the same however many targets are in them"
                                                : "")
                .fix(
                        summed
                                ? "divide each loss by the number of parts before backward()"
                                : parts.lastOnly()
                                        ? "clear the gradients once, before the first part"
                                        : parts.meanOfMeans()
                                                ? "sum the losses of each part's targets and divide by their number in the whole batch"
                                                : "")
                .failIf(summed || parts.lastOnly() || parts.meanOfMeans());
    }

    private static double ratio(Subject subject, Anatomy anatomy) {
        try {
            if (ScaledStepSkipped.scaled(subject)) {
                return unscaled(subject, anatomy);
            }
            Pull pull = subject.measured(new Pull.Felt());
            if (pull.misfit() < 0.05) {
                return pull.ratio() > MOST && dividedAfterwards(anatomy) ? 1 : pull.ratio();
            }
        } catch (CouldNotJudge noGradientAtInputs) {
            // then from the updates, where the optimiser keeps the factor
        }
        if (anatomy.is(Variation.NOT_DIVIDED)) { // of whole numbers, where momentum keeps a factor apart from a rate
            return anatomy.rhythm().batches();
        }
        return anatomy.owned() && anatomy.is(Variation.STANDARD)
                ? anatomy.explained().orElseThrow().fits().get(0).scale()
                : 1;
    }

    /**
     * Whether the gradients that every update leaves behind are as large as those of the mean loss: sums that were divided before the
     * step. Clipping makes no such gradient, for the last update's is a much larger one.
     */
    private static boolean dividedAfterwards(Anatomy anatomy) {
        int n = Math.min(anatomy.cycles().size(), anatomy.norms().size());
        boolean all = n > 1;
        for (int i = 0; i < n; i++) {
            double own = anatomy.norms().get(i);
            all &= own > 0 && Math.abs(anatomy.cycles().get(i).normLeft() - own) < DIVIDED * own;
        }
        return all;
    }

    /** Of a loss that is scaled up, and gradients that are scaled down again: what an update of SGD's kind makes of them; else 1. */
    private static double unscaled(Subject subject, Anatomy anatomy) {
        double times = subject.measured(new Faint.Felt()).times();
        return !anatomy.owned() && Math.abs(times - anatomy.rhythm().batches()) < NEAR * times ? times : 1;
    }
}
