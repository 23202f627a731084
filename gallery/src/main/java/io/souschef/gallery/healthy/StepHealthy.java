package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import java.util.List;

/** Sound steps, losses, loops and schedules that look as if they had a bug. */
public final class StepHealthy {
    private StepHealthy() {}

    public static List<Healthy> all() {
        return List.of(
                PlainMlp.healthy(),
                PlainRegression.healthy(),
                PlainConvNet.healthy(),
                PlainGpt.healthy(),
                AccumulatedMean.healthy(),
                AccumulatedUndeclared.healthy(),
                MicroBatches.healthy(),
                TokensOfUnequalLengths.healthy(),
                PaddedSentences.healthy(),
                CosineToZero.healthy(),
                OneCycle.healthy(),
                WarmupFromZero.healthy(),
                DecayPerEpoch.healthy(),
                MilestonesLate.healthy(),
                WarmRestarts.healthy(),
                DecoupledDecay.healthy(),
                DecayedSgd.healthy(),
                DecayOnEverything.healthy(),
                PlainDescentByHand.healthy(),
                AdamByHand.healthy(),
                AdamByHandWithDecay.healthy(),
                AdamWithOtherBetas.healthy(),
                ClippedAsDeclared.healthy(),
                ClippedUndeclared.healthy(),
                ClippedByValueOnPurpose.healthy(),
                LabelSmoothing.healthy(),
                FocalLoss.healthy(),
                ClassWeights.healthy(),
                ImbalanceAsItIs.healthy(),
                BatchesOfTwo.healthy(),
                BatchNormOnFour.healthy(),
                FrozenBackbone.healthy(),
                MixupInTheStep.healthy(),
                MeanOfFifty.healthy(),
                HuberLoss.healthy(),
                HingeLoss.healthy(),
                AverageOfWeights.healthy(),
                TwoOptimizers.healthy(),
                DropoutOfHalf.healthy(),
                SmallPenalty.healthy(),
                SummedOnPurpose.healthy(),
                TinyRate.healthy(),
                LargeRate.healthy(),
                NoisyGradients.healthy(),
                ForwardTwice.healthy(),
                ClearedAfterwards.healthy(),
                ModeSetInStep.healthy(),
                LogProbabilities.healthy(),
                ScaledLoss.healthy(),
                SharpnessAware.healthy(),
                CarriedOnPurpose.healthy(),
                LabelsWithPriors.healthy(),
                LossLoggedAsNumber.healthy());
    }
}
