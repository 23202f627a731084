package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.init.Offset;
import io.souschef.check.loss.Aim;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.experiment.Finding;

/**
 * A net that knows nothing spreads its bets: over K classes evenly, which costs ln K nats, or by their shares, which costs the
 * entropy; on numbers it says the mean, which costs their variance. More than that and the net starts confidently wrong; less,
 * and it knows something that nobody has taught it.
 *
 * <p>Where the input itself goes to the output, a net that adds what it is to correct, it may know something: as much as it does with
 * its weights shuffled. A temperature says what it says on purpose.
 *
 * <p>So may a net whose weights were loaded, if it doesn't with those shuffled: it was taught elsewhere. Weights that are the same whatever
 * the seed may be a known dictionary as well as a net that was trained before: a warning.
 *
 * <p>A new head on pretrained layers, which put out more than fresh ones, may start out higher.
 *
 * <p>A little too high is a warning: nets of some kinds start out so. So is what comes of weights no larger than He et al. draw them and of
 * normalised inputs, and what is too high for no other reason than the mean of the
 * targets, if training soon learns that.
 *
 * <p>It judges what the net puts out, by the task's loss; a loss of one's own that is another one is for the loss checks.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"verify loss @ init", section 2 of the recipe</a>
 */
public final class LossAtInit implements Check {
    @Override
    public String name() {
        return "verify loss @ init";
    }

    @Override
    public String code() {
        return "loss-at-init";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.measured(new InBatchTargets())) {
            throw new CouldNotJudge(
                    "examples of a batch are told from each other: how far apart they start is no mistake");
        }
        Aim.byTask(subject);
        FreshLoss.Measured fresh = subject.measured(new FreshLoss());
        if (fresh.mean() < fresh.lowest()) {
            return low(subject, fresh);
        }
        return fresh.mean() > fresh.highest() ? high(subject, fresh) : sound(fresh, "");
    }

    private Finding low(Subject subject, FreshLoss.Measured fresh) {
        double unlearnt = subject.measured(new Shuffled(Shuffled.Which.ALL));
        if (fresh.mean() >= fresh.lowestBeside(unlearnt)) {
            throw new CouldNotJudge(
                    "the input goes past the weights to the output: %.4f %s, and %.4f with shuffled weights",
                    fresh.mean(), fresh.unit(), unlearnt);
        }
        double without = subject.measured(new Shuffled(Shuffled.Which.LOADED));
        if (without >= fresh.lowest()) {
            throw new CouldNotJudge(
                    "the weights that were loaded know it: %.4f %s, and %.4f with those shuffled",
                    fresh.mean(), fresh.unit(), without);
        }
        boolean doubtful = subject.measured(new Shuffled(Shuffled.Which.BORROWED)) >= fresh.lowest();
        return wrong(fresh, "the net knows the answer untrained", BELOW, doubtful);
    }

    private Finding high(Subject subject, FreshLoss.Measured fresh) {
        if (fresh.ofClasses() && subject.measured(new Tempered())) {
            throw new CouldNotJudge(
                    "a temperature says how large the logits are, and not the weights: how sure the net starts out is chosen");
        }
        if (!fresh.ofClasses() && fresh.centred() <= fresh.highest()) {
            return atAnotherMean(fresh, subject.measured(new Offset()));
        }
        boolean doubtful = fresh.mean() <= fresh.surely()
                || (fresh.ofClasses()
                        && subject.measured(new UsualDraw.Of()).explains(fresh.mean() - fresh.expected()));
        return wrong(fresh, "the net starts out confidently wrong", ABOVE, doubtful);
    }

    /** Too high for no other reason; as little as is no hockey stick to final-bias-not-set isn't one here either. */
    private Finding atAnotherMean(FreshLoss.Measured fresh, Offset.Measured offset) {
        if (!offset.isFar()) {
            return sound(fresh, ", and what a mean costs that is at most two deviations off");
        }
        if (!offset.wanted()) {
            throw new CouldNotJudge("the program's own loss gains nothing by the mean of the targets");
        }
        boolean soonLearnt = !offset.isHarmful();
        return wrong(fresh, "the net starts out at another mean than that of the targets", ABOVE, soonLearnt);
    }

    private Finding sound(FreshLoss.Measured fresh, String allowed) {
        return draft(fresh, allowed).okIf(true);
    }

    private Finding wrong(FreshLoss.Measured fresh, String cause, String fix, boolean doubtful) {
        Finding.Draft draft = draft(fresh, "").cause("%s", cause).fix("%s", fix);
        return doubtful ? draft.warnIf(true) : draft.okIf(false);
    }

    /** @param allowed what is, beside the range */
    private Finding.Draft draft(FreshLoss.Measured fresh, String allowed) {
        return finding()
                .measured(
                        "%.4f %s, mean of %d fresh nets on %,d examples each",
                        fresh.mean(), fresh.unit(), fresh.nets(), fresh.examples())
                .expected(
                        "%s: %.4f, allowed %.4f to %.4f%s",
                        fresh.rule(), fresh.expected(), fresh.lowest(), fresh.highest(), allowed);
    }

    private static final String ABOVE =
            "shrink the weights of the last layer, and set its bias to the log of the class shares, or to the mean of the targets;"
                    + " check that inputs are normalised";
    private static final String BELOW =
            "look for the label in the input, for weights that were trained before, for classes that never occur";
}
