package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.loss.Aim;
import io.souschef.check.step.CutOff;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.List;

/**
 * The same training twice, once with the inputs set to zero: with its eyes open the net must do better. It is trained on the same
 * few batches over and over, so that even labels that are pure noise can be told apart by their inputs, if those arrive. Where an
 * example has several inputs alike, zeros in place of each must change what the net says.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"input-indepent baseline", section 2 of the recipe</a>
 */
public final class InputIndependentBaseline implements Check {
    /** Of the loss with zeroed inputs. What healthy programs need: all but those of a rate of 1e-5 get there within 300 steps. */
    private static final double GAP = 0.05;

    @Override
    public String name() {
        return "input-indepent baseline"; // as the post spells it
    }

    @Override
    public String code() {
        return "input-ignored";
    }

    @Override
    public Finding run(Subject subject) {
        List<String> deaf = subject.measured(new DeafInputs());
        if (!deaf.isEmpty()) {
            return finding()
                    .measured("with zeros for %s the outputs are the same to the bit", String.join(", ", deaf))
                    .expected("outputs that depend on each of the inputs")
                    .cause("the net does not look at all of its inputs")
                    .fix("follow %s through forward(): another is used in its place, or it is dropped", deaf.get(0))
                    .okIf(false);
        }
        Aim.byTask(subject);
        Blind.Measured measured = subject.measured(new Blind(GAP));
        boolean better = measured.allBetter(GAP);
        boolean same = !better && measured.constant();
        if (!better) {
            canBeJudged(subject, measured);
        }
        double seeing = mean(measured.seeing());
        double blind = mean(measured.blind());
        return finding()
                .measured(
                        "loss %.4f with the inputs, %.4f with zeros, after %d steps on the same %d examples%s",
                        seeing,
                        blind,
                        measured.steps(),
                        measured.examples(),
                        measured.seeing().length == 1 ? "" : ", mean of %d seeds".formatted(measured.seeing().length))
                .expected("lower with the inputs, by %.0f %% or more, on every seed", 100 * GAP)
                .cause("%s", better ? "" : same ? CONSTANT : "what the net is shown does not help it")
                .fix("%s", better ? "" : same ? FOLLOW : SHUFFLED)
                .evidence(Evidence.Bars.of(
                        "Seeing and blind",
                        "Loss after the same training with the inputs and with zeros in their place.",
                        measured.unit(),
                        List.of("with inputs", "zeroed"),
                        new double[] {seeing, blind}))
                .okIf(better);
    }

    /** Of a net that isn't better with its inputs: reasons for that which are no bug. */
    private static void canBeJudged(Subject subject, Blind.Measured measured) {
        double seeing = mean(measured.seeing());
        double blind = mean(measured.blind());
        boolean same = measured.constant();
        if (!same && Double.isNaN(blind)) {
            throw new CouldNotJudge(
                    "zeros for inputs are none to it: after %d steps a loss of %.4f with the inputs, NaN with zeros",
                    measured.steps(), seeing);
        }
        double cut = subject.measured(new CutOff());
        if (cut > 0) {
            throw new CouldNotJudge(
                    "the weights are cut off at %.3g after each step, and the net learns next to nothing: loss %.4f with the inputs, %.4f with zeros",
                    cut, seeing, blind);
        }
        if (same) {
            return;
        }
        if (!(measured.learnt() && measured.inTime())) {
            throw new CouldNotJudge(
                    "after %d steps the net has learnt too little to tell: loss %.4f with the inputs, %.4f with zeros",
                    measured.steps(), seeing, blind);
        }
        if (subject.measured(new InnerCharge())) {
            throw new CouldNotJudge(
                    "the loss charges for what inner layers say of the inputs, and %d steps don't pay for it: loss %.4f with the inputs, %.4f with zeros",
                    measured.steps(), seeing, blind);
        }
        if (subject.measured(new Capacity()) < measured.examples()) {
            throw new CouldNotJudge(
                    "so few weights can't learn %d examples by heart, and their inputs tell little: loss %.4f with the inputs, %.4f with zeros",
                    measured.examples(), seeing, blind);
        }
    }

    private static double mean(double[] losses) {
        return Arrays.stream(losses).average().orElseThrow();
    }

    private static final String CONSTANT = "the net says the same whichever example it is shown";
    private static final String FOLLOW =
            "print the tensor that enters the net: it is constant, or next to nothing; if it isn't, follow it to the layer that loses it";
    private static final String SHUFFLED =
            "look at inputs and labels just before the net: the inputs do not belong to the labels, or differ each time that the same batch is asked for";
}
