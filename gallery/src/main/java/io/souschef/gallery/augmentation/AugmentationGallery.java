package io.souschef.gallery.augmentation;

import io.souschef.gallery.Trap;
import java.util.List;

/** What can be wrong with half-fake data. */
public final class AugmentationGallery {
    private AugmentationGallery() {}

    public static List<Trap> traps() {
        return List.of(
                new Trap("ArrowsFlipped", "flip-without-label", "B1", ArrowsFlipped::wrong, ArrowsFlipped::right),
                new Trap("SteeringFlipped", "flip-without-label", "B1", SteeringFlipped::wrong, SteeringFlipped::right),
                new Trap("MaskLeftBehind", "mask-not-augmented", "B2", MaskLeftBehind::wrong, MaskLeftBehind::right),
                new Trap(
                        "FlipNotAssigned",
                        "augmentation-discarded",
                        "B3",
                        FlipNotAssigned::wrong,
                        FlipNotAssigned::right),
                new Trap(
                        "EvaluationFlippedToo",
                        "evaluation-augmented",
                        "B4",
                        EvaluationFlippedToo::wrong,
                        EvaluationFlippedToo::right),
                new Trap(
                        "NoiseAboveSignal",
                        "augmentation-too-strong",
                        "B5",
                        NoiseAboveSignal::wrong,
                        NoiseAboveSignal::right),
                new Trap("UpTurnedDown", "augmentation-changes-label", "B6", UpTurnedDown::wrong, UpTurnedDown::right),
                new Trap(
                        "SameNoiseForAll",
                        "augmentation-repeats",
                        "A11",
                        SameNoiseForAll::wrong,
                        SameNoiseForAll::right));
    }
}
