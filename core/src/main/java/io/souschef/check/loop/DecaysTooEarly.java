package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.function.BooleanSupplier;

/**
 * A schedule copied from a longer training, or from one with other batches, spends its rate long before the end. The rest of
 * the steps does nothing.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"your code could secretely be driving your learning rate to zero too
 *     early", section 5 of the recipe</a>
 */
public final class DecaysTooEarly implements Check {
    /** Share of the planned steps. Cosine, linear and one-cycle schedules fall below 1 % of their peak at 94 % to 99 %. */
    static final double ENOUGH = 0.9;

    /**
     * Of the plan: who falls on to the end, by a factor each epoch, has a small rate for some of it; 0.9 for 50 epochs 12 %, three powers of ten
     * along a line in the logarithm 33 %.
     */
    private static final double HALF = 0.5, MOST = 0.75;

    /** Of its peak a rate that is meant to be left over, for the last part of the plan: 0.008 from 160 of 200 epochs on, 0.001 from 80 of 90 on. */
    private static final double LEFT = 1e-4;

    @Override
    public String name() {
        return "the learning rate lasts";
    }

    @Override
    public String code() {
        return "rate-decays-to-zero-early";
    }

    @Override
    public Finding run(Subject subject) {
        RateCurve curve = subject.measured(new RateCurve.Dry());
        return judged(curve, () -> RateCurve.followsResults(subject, curve));
    }

    /** @param followsResults asked where it matters */
    Finding judged(RateCurve curve, BooleanSupplier followsResults) {
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        double spent = curve.spent();
        if (!curve.whole()) {
            throw new CouldNotJudge(
                    spent < ENOUGH
                            ? "the rate is below 1 %% of its peak from step %.0f on, but %s: it may rise again"
                                    .formatted(spent * curve.planned(), curve.cutShort())
                            : curve.cutShort());
        }
        boolean early = spent < ENOUGH && !DecaysPerBatch.perBatch(curve) && !isLeftOver(curve);
        boolean fallsOn = fallsToTheEnd(curve);
        boolean much = early && (!fallsOn || spent < HALF);
        boolean some = early && fallsOn && spent < MOST;
        boolean byResults = (much || some) && followsResults.getAsBoolean();
        boolean doubtful = byResults || (some && !much);
        Finding.Draft draft = finding()
                .measured(
                        "below 1 %% of its peak of %.3g after %.0f of %d steps",
                        curve.peak(), spent * curve.planned(), curve.planned())
                .expected("1 % of the peak or more until 90 % of the steps")
                .cause(
                        byResults
                                ? "the rate follows what comes out on the way, and is soon small in this dry run"
                                : doubtful
                                        ? "the rate is small for a good part of the training"
                                        : much ? "the schedule ends long before the training does" : "")
                .fix(
                        much || some
                                ? "set its length to the %d steps of this training; or keep the rate constant first"
                                        .formatted(curve.planned())
                                : "")
                .evidence(curve.drawn());
        return doubtful ? draft.warnIf(true) : draft.failIf(much);
    }

    /** Whether it still falls near the end, or in the last epoch where it falls between epochs only: then it was made for all of them, however steep. */
    private static boolean fallsToTheEnd(RateCurve curve) {
        double lastEpoch = curve.planned() - curve.perEpoch() - 1.0;
        double end = ENOUGH * curve.planned();
        return curve.lastChange() >= (curve.changesBetweenEpochs() ? Math.min(end, lastEpoch) : end);
    }

    /** Whether it has come down in steps that go over most of the plan, to a rate that is meant: the last milestone of three. */
    private static boolean isLeftOver(RateCurve curve) {
        double last = curve.rates().get(curve.rates().size() - 1);
        return !fallsToTheEnd(curve) && curve.lastChange() >= MOST * curve.planned() && last >= LEFT * curve.peak();
    }
}
