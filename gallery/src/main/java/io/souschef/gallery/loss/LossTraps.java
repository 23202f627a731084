package io.souschef.gallery.loss;

import io.souschef.gallery.Trap;
import java.util.List;

/** Family F: the loss. */
public final class LossTraps {
    private LossTraps() {}

    /** The planted bugs, in the order of the catalogue's rows. */
    public static List<Trap> all() {
        return List.of(
                SoftmaxInTheNet.trap(),
                SoftmaxInTheLoss.trap(),
                SoftmaxInTheStep.trap(),
                SigmoidBeforeBinaryCrossEntropy.trap(),
                SigmoidInTheLoss.trap(),
                LogitsIntoLikelihood.trap(),
                LogOfLogits.trap(),
                SummedOverTheBatch.trap(),
                SummedInTheStep.trap(),
                SummedSquares.trap(),
                SoftmaxOverTheBatch.trap(),
                SoftmaxOverPositions.trap(),
                MinusForgotten.trap(),
                UphillByHand.trap(),
                LossClamped.trap(),
                ErrorClampedInStep.trap(),
                MeanLossClamped.trap(),
                PaddingInTheMean.trap(),
                PaddingLearned.trap(),
                SquaredErrorOnClasses.trap(),
                YesOrNoPerClass.trap(),
                SoftmaxOnLabels.trap(),
                WeightsByFrequency.trap(),
                RootOfZero.trap(),
                LogOfSoftmax.trap(),
                LogOfSigmoid.trap(),
                PenaltyTooLarge.trap(),
                PenaltyTwice.trap(),
                LossThroughANumber.trap(),
                DetachedInTheStep.trap());
    }
}
