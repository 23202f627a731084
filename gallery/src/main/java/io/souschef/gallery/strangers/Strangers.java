package io.souschef.gallery.strangers;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;

/** What hangs in this room. */
public final class Strangers {
    private Strangers() {}

    public static List<Trap> traps() {
        return List.of(
                LossesCutOff.mean(),
                LossesCutOff.each(),
                LossesCutOff.squares(),
                SoftmaxesTooMany.overTheBatch(),
                SoftmaxesTooMany.onRareEvents(),
                BiasOfTheRare.trap(),
                NoiseDrownsTheSigns.trap(),
                ArrowsFlippedAlone.trap(),
                SeesOneOfTwo.trap(),
                ModesMixedUp.evaluation(),
                ModesMixedUp.head(),
                OldGradients.trap());
    }

    public static List<Healthy> healthy() {
        return List.of(
                new Healthy("digits moved by a pixel", "augmentation-changes-label", DigitReader::moved),
                new Healthy("prices from a head that starts at zero", "output-cannot-reach-targets", PriceGuesser::new),
                new Healthy("one alarm in a hundred, a single logit", "final-bias-not-set", AlarmRaiser::new),
                new Healthy(
                        "one alarm in a hundred, logarithms kept finite",
                        "loss-clipped-instead-of-gradient",
                        AlarmRaiser::logarithms),
                new Healthy("road signs flipped with their labels", "flip-without-label", RoadSigns::new),
                new Healthy("a denoising autoencoder", "inputs-constant", Denoiser::new),
                new Healthy("pairs of digits", "input-ignored", PairMatcher::new),
                new Healthy(
                        "a frozen backbone in evaluation mode, dropout in the head",
                        "trained-in-evaluation-mode",
                        BackboneBorrower::new));
    }
}
