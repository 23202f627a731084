package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import java.util.Arrays;

/**
 * The same training twice, once with the inputs set to zero: with its eyes open the net must do better. It is trained on the same
 * few batches over and over, so that even labels that are pure noise can be told apart by their inputs, if those arrive.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"input-indepent baseline", section 2 of the recipe</a>
 */
public final class InputIndependentBaseline implements Check {
    /**
     * Of the loss with zeroed inputs. Healthy programs, three seeds each: 0.11 to 0.99 below it when they stop; inputs that never
     * reach the net: −0.01 to 0.01.
     */
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
        Blind.Measured measured = subject.measured(new Blind(GAP));
        double seeing = Arrays.stream(measured.seeing()).average().orElseThrow();
        double blind = Arrays.stream(measured.blind()).average().orElseThrow();
        boolean better = measured.allBetter(GAP);
        if (!better && !measured.learnt()) {
            throw new CouldNotJudge(
                    "after %d steps the net has learnt too little to tell: loss %.4f, zeroed %.4f, at the start %.4f",
                    measured.steps(), seeing, blind, measured.start());
        }
        return finding()
                .measured(
                        "loss %.4f with the inputs, %.4f with zeros, after %d steps on the same %d examples, mean of %d seeds",
                        seeing, blind, measured.steps(), measured.examples(), measured.seeing().length)
                .expected("lower with the inputs, by %.0f %% or more, on every seed", 100 * GAP)
                .cause("%s", better ? "" : "what the net is shown makes no difference")
                .fix(
                        "%s",
                        better
                                ? ""
                                : "look at the tensor that enters the net, and follow it: it is constant, cut off, or shuffled against the labels")
                .evidence(Evidence.Bars.of(
                        "Seeing and blind",
                        "Loss after the same training with the inputs and with zeros in their place.",
                        measured.unit(),
                        java.util.List.of("with inputs", "zeroed"),
                        new double[] {seeing, blind}))
                .okIf(better);
    }
}
