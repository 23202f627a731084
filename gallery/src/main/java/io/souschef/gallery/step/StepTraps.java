package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import java.util.List;

/** Families G and H: the update. */
public final class StepTraps {
    private StepTraps() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> all() {
        return List.of(
                ZeroGradForgotten.trap(),
                ZeroGradForgottenOnPictures.trap(),
                ZeroGradForgottenByHand.trap(),
                ZeroGradAfterBackward.trap(),
                ZeroGradAfterBackwardOnPictures.trap(),
                OptimizerWithoutTheHead.trap(),
                OnlyTheHeadTrained.trap(),
                StepForgotten.trap(),
                StepForgottenOnPictures.trap(),
                SteppedTwiceWithAdam.trap(),
                SteppedTwiceWithSgd.trap(),
                ClippedBeforeBackward.trap(),
                ClippedByValue.trap(),
                ClippedOneByOne.trap(),
                ClippedElsewhere.trap(),
                DecayOnBiases.trap(),
                DecayInsideAdam.trap(),
                RateTooHigh.trap(),
                RateTooLow.trap(),
                BetasSwapped.trap(),
                BiasCorrectionForgotten.trap(),
                EpsilonTooLarge.trap(),
                OptimizerPerEpoch.trap(),
                MomentumPerEpoch.trap(),
                EvaluationModeFromTheStart.trap(),
                EvaluationModeWithDropout.trap(),
                AccumulationSummed.trap(),
                AccumulationSummedWithAdam.trap(),
                AccumulationCleared.trap(),
                ScaledStepsSkipped.trap(),
                ScaleNotDividedOut.trap());
    }
}
