package io.souschef.gallery.regularization;

import io.souschef.gallery.Trap;
import java.util.List;

/** What can be wrong with dropout, BatchNorm and weight decay. */
public final class RegularizationGallery {
    private RegularizationGallery() {}

    public static List<Trap> traps() {
        return List.of(
                new Trap("KeepForDrop", "dropout-inverted", "J1", KeepForDrop::wrong, KeepForDrop::right),
                new Trap(
                        "ScaledByTheDropped",
                        "dropout-inverted",
                        "J1",
                        ScaledByTheDropped::wrong,
                        ScaledByTheDropped::right),
                new Trap(
                        "DropoutNeverCalled",
                        "dropout-inactive",
                        "J2",
                        DropoutNeverCalled::wrong,
                        DropoutNeverCalled::right),
                new Trap("DropoutLeftOn", "dropout-in-evaluation", "J2", DropoutLeftOn::wrong, DropoutLeftOn::right),
                new Trap(
                        "FunctionalDropout",
                        "dropout-ignores-mode",
                        "J3",
                        FunctionalDropout::wrong,
                        FunctionalDropout::right),
                new Trap(
                        "BatchNormOfThree",
                        "batch-norm-on-tiny-batches",
                        "J4",
                        BatchNormOfThree::wrong,
                        BatchNormOfThree::right),
                new Trap(
                        "MomentumOfAnotherLibrary",
                        "batch-norm-momentum-wrong",
                        "J4",
                        MomentumOfAnotherLibrary::wrong,
                        MomentumOfAnotherLibrary::right),
                new Trap(
                        "StatisticsOfTheCheckpoint",
                        "batch-norm-statistics-of-other-data",
                        "J5",
                        StatisticsOfTheCheckpoint::wrong,
                        StatisticsOfTheCheckpoint::right),
                new Trap("DecayOfTen", "weight-decay-too-strong", "J7", DecayOfTen::wrong, DecayOfTen::right),
                new Trap(
                        "DropoutOnlyDeclared",
                        "regularization-missing",
                        "J6",
                        DropoutOnlyDeclared::wrong,
                        DropoutOnlyDeclared::right));
    }
}
