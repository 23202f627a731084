package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Mixed precision multiplies the loss by a large number, divides the gradients by it again, and leaves out steps whose
 * gradients overflowed. Here the loss is scaled, and either every step is left out, or the division is forgotten. Needs inputs
 * that take a gradient.
 *
 * @see <a href="https://arxiv.org/abs/1710.03740">Micikevicius et al. 2018, section 3.2</a>
 */
public final class ScaledStepSkipped implements Check {
    /** Loss scales are powers of two from 2^7 on; no healthy program of the gallery scaled by more than its batch size, 64. */
    private static final double SCALED = 100;

    /** A norm that was clipped is at the limit, to rounding. */
    private static final double AT = 0.02;

    /** Norm that is left over that of the mean loss's own gradient. To rounding, 1 or less after a division by the scale. */
    private static final double LARGER = 1.1;

    /** What the gradients of a scaled loss may be off those of the mean loss times the scale; to rounding they aren't. */
    private static final double ADAPTED = 0.05;

    @Override
    public String name() {
        return "a scaled loss is unscaled and applied";
    }

    @Override
    public String code() {
        return "loss-scale-wrong";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        Pull pull = subject.measured(new Pull.Felt());
        boolean scaled = scaled(subject);
        boolean skipped = scaled && !anatomy.moves();
        boolean kept =
                (scaled && ((anatomy.owned() && keepsScale(anatomy, pull)) || clippedWithScale(subject, anatomy)))
                        || keepsAdapted(subject, anatomy, pull);
        return finding()
                .measured("the loss that goes backward is %.4g times the mean loss", pull.ratio())
                .expected("a scale that is divided out before the step, and steps that are taken")
                .cause(
                        skipped
                                ? "the loss is scaled up, and every step is left out"
                                : kept ? "the gradients are not divided by the scale again" : "")
                .fix(
                        skipped
                                ? "leave a step out only when a gradient is infinite or NaN"
                                : kept ? "divide every gradient by the scale before clipping and before the step" : "")
                .failIf(skipped || kept);
    }

    /**
     * Whether a factor of the loss that an overflow makes smaller is as large in the gradients that are left and in the update: it adapts, as a
     * loss's scale does, and nobody divides it out. The rule of Adam makes the same of any scale.
     */
    private static boolean keepsAdapted(Subject subject, Anatomy anatomy, Pull pull) {
        if (pull.misfit() > ADAPTED || pull.ratio() < LARGER || !leavesScaled(anatomy, pull.ratio())) {
            return false;
        }
        try {
            Overflow overflow = subject.measured(new Overflow.Felt());
            return overflow.skipped()
                    && overflow.left() < 1 / LARGER
                    && Math.abs(overflow.moved() - overflow.left()) < AT * overflow.left();
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }

    /** Whether the first updates leave gradients of the same many times the mean loss's own. */
    private static boolean leavesScaled(Anatomy anatomy, double ratio) {
        int n = Math.min(anatomy.cycles().size(), anatomy.norms().size()) - 1; // the last has a head that is blown up
        for (int i = 0; i < n; i++) {
            double own = anatomy.norms().get(i);
            if (!(Math.abs(anatomy.cycles().get(i).normLeft() - ratio * own) < ADAPTED * ratio * own)) {
                return false;
            }
        }
        return n > 0;
    }

    private static boolean keepsScale(Anatomy anatomy, Pull pull) {
        return anatomy.explained()
                .filter(match -> match.fits().stream().anyMatch(fit -> fit.scale() > pull.ratio() / 2))
                .isPresent();
    }

    /**
     * Whether an update follows a gradient of just the declared norm, where its own is smaller: clipping is all that is left of it. Without
     * a declaration, one that is larger than its own: nothing that is done to an unscaled one makes it so.
     */
    private static boolean clippedWithScale(Subject subject, Anatomy anatomy) {
        if (anatomy.owned() && anatomy.rhythm().batches() == 1 && enlarged(anatomy)) {
            return true;
        }
        double declared = subject.fresh(program -> program.declares().clipNorm().orElse(Double.NaN));
        Anatomy.Cycle first = anatomy.cycles().get(0);
        return (Math.abs(first.normLeft() - declared) < AT * declared
                        && anatomy.norms().get(0) < (1 - 2 * AT) * declared)
                || faintClipped(subject, anatomy, declared);
    }

    /** The same, seen in the update that an optimiser of the author's own makes of a gradient next to nothing. */
    private static boolean faintClipped(Subject subject, Anatomy anatomy, double declared) {
        if (anatomy.owned() || Double.isNaN(declared) || !clippedLarge(anatomy)) {
            return false;
        }
        try {
            Faint faint = subject.measured(new Faint.Felt());
            return faint.gradient() < (1 - 2 * AT) * declared && Math.abs(faint.followed() - declared) < AT * declared;
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }

    private static boolean clippedLarge(Anatomy anatomy) {
        return anatomy.is(Variation.CLIPPED_WITH_SCALE) || anatomy.is(Variation.NOT_DIVIDED);
    }

    private static boolean enlarged(Anatomy anatomy) {
        for (int i = 0; i < Math.min(anatomy.cycles().size(), anatomy.norms().size()); i++) {
            double own = anatomy.norms().get(i);
            if (own > 0 && anatomy.cycles().get(i).normLeft() > LARGER * own) {
                return true;
            }
        }
        return false;
    }

    /** Whether gradients were clipped while they had the loss's scale: what is left of them is the declared norm over that. */
    static boolean clippedTooEarly(Subject subject, Anatomy anatomy, double declared) {
        if (!scaled(subject)) {
            return false;
        }
        double scale = subject.measured(new Pull.Felt()).ratio();
        double left = anatomy.cycles().get(0).normLeft();
        return left > 0
                ? Math.abs(left * scale - declared) < AT * declared
                : !anatomy.owned() && clippedLarge(anatomy) && followsScaled(anatomy, scale);
    }

    /** Whether the update is that of the clipped gradient over the scale. */
    private static boolean followsScaled(Anatomy anatomy, double scale) {
        double rate = anatomy.cycles().get(0).rateBefore();
        double mine = anatomy.explained().orElseThrow().fits().get(0).scale() * scale;
        return Math.abs(mine - rate) < AT * rate;
    }

    /** Whether a scaled loss goes backward; not where it can't be known. */
    static boolean scaled(Subject subject) {
        try {
            Pull pull = subject.measured(new Pull.Felt());
            return pull.misfit() < 0.05 && Math.abs(pull.ratio()) > SCALED;
        } catch (CouldNotJudge unknown) {
            return false;
        }
    }
}
