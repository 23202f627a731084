package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

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
        if (!curve.known()) {
            return curve.unknown(finding());
        }
        double spent = curve.spent();
        if (!curve.whole() && spent >= ENOUGH) {
            throw new CouldNotJudge(
                    "the dry run got to step %d of %d in its time",
                    curve.rates().size(), curve.planned());
        }
        boolean early = spent < ENOUGH && !DecaysPerBatch.perBatch(curve);
        return finding()
                .measured(
                        "below 1 %% of its peak of %.3g after %.0f of %d steps",
                        curve.peak(), spent * curve.planned(), curve.planned())
                .expected("1 % of the peak or more until 90 % of the steps")
                .cause(early ? "the schedule ends long before the training does" : "")
                .fix(
                        early
                                ? "set its length to the %d steps of this training; or keep the rate constant first"
                                        .formatted(curve.planned())
                                : "")
                .evidence(curve.drawn())
                .failIf(early);
    }
}
