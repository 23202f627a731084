package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.function.ToDoubleFunction;

/**
 * Clipping works between backward and step, on the norm of all gradients together. From a place with a huge gradient the
 * update is reproduced without the declared clipping: it came too early, or acted on other parameters, number by number or
 * one parameter at a time. Parts of a net may be clipped each by itself.
 *
 * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu et al. 2013, algorithm 1</a>
 */
public final class ClippingIneffective implements Check {
    /** A norm that was clipped is at the limit, to rounding. */
    private static final double AT = 0.02;

    @Override
    public String name() {
        return "the declared clipping clips";
    }

    @Override
    public String code() {
        return "gradient-clipping-ineffective";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        double declared = subject.fresh(program -> program.declares().clipNorm().orElse(Double.NaN));
        if (Double.isNaN(declared)) {
            throw new CouldNotJudge("no clipping is declared: withClipNorm(1.0)");
        }
        if (ScaledStepSkipped.clippedTooEarly(subject, anatomy, declared)) {
            return finding()
                    .measured(
                            anatomy.cycles().get(0).normLeft() > 0
                                    ? "gradients of a norm of %.3g are left"
                                    : "an update of a norm of %2$.3g, at a rate of %3$.3g",
                            anatomy.cycles().get(0).normLeft(),
                            anatomy.cycles().get(0).moved(),
                            anatomy.cycles().get(0).rateBefore())
                    .expected("gradients of a norm of at most %.3g, and no less than they have", declared)
                    .cause("they are clipped before the loss's scale is divided out, and all but vanish")
                    .fix("divide every gradient by the scale first, then clip, then step")
                    .okIf(false);
        }
        double left = left(anatomy, Anatomy.Cycle::normLeft);
        if (anatomy.owned()
                && anatomy.explained().isEmpty()
                && left > declared * (1 + AT)
                && !inParts(anatomy, declared)) {
            return finding()
                    .measured(
                            "gradients of a norm of %.3g are left by a step of the optimiser, which takes them as they are",
                            left)
                    .expected("gradients of a norm of at most %.3g when the step is taken", declared)
                    .cause("only a part of the parameters is clipped, or with another limit")
                    .fix("after backward() and before step(): Gradients.clipNorm(optimizer.parameters().values(), max)")
                    .okIf(false);
        }
        Explained.of(subject);
        boolean before = anatomy.is(Variation.CLIPPED_BEFORE_BACKWARD);
        boolean none = before || anatomy.is(Variation.NOT_CLIPPED);
        boolean byValue = anatomy.is(Variation.CLIPPED_BY_VALUE);
        boolean each = anatomy.is(Variation.CLIPPED_EACH);
        return finding()
                .measured(Explained.text(anatomy))
                .expected("gradients of a norm of at most %.3g when the step is taken", declared)
                .cause(
                        before
                                ? "what is gathered is clipped before each backward pass, and not after the last one, which adds to it"
                                : none
                                        ? "nothing is clipped: clipping comes before the backward pass, or acts on other parameters"
                                        : byValue
                                                ? "every number is clamped by itself, which turns the gradient"
                                                : each
                                                        ? "every parameter is clipped by itself, which turns the gradient"
                                                        : "")
                .fix(
                        none || byValue || each
                                ? "after backward() and before step(): Gradients.clipNorm(optimizer.parameters().values(), max)"
                                : "")
                .failIf(none || byValue || each);
    }

    /** The largest norm of the gradients that a single step of the program's optimiser left. */
    private static double left(Anatomy anatomy, ToDoubleFunction<Anatomy.Cycle> norm) {
        return anatomy.cycles().stream()
                .filter(cycle -> cycle.stepsTaken() == 1)
                .mapToDouble(norm)
                .max()
                .orElse(0);
    }

    /** Whether the largest gradient that was left to a part of the net is of just the declared norm. */
    private static boolean inParts(Anatomy anatomy, double declared) {
        return Math.abs(left(anatomy, Anatomy.Cycle::normOfPart) - declared) <= AT * declared;
    }
}
