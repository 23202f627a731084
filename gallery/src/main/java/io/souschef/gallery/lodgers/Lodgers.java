package io.souschef.gallery.lodgers;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;
import java.util.stream.Stream;

/** What a fifth round of programs, written blindly, has shown. */
public final class Lodgers {
    private Lodgers() {}

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(
                        LodgersOfSteps.traps(),
                        LodgersOfNets.traps(),
                        LodgersOfData.traps(),
                        LodgersOfLosses.traps(),
                        LodgersOfEvaluation.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return Stream.of(LodgersOfLosses.healthy(), HealthyLodgers.all())
                .flatMap(List::stream)
                .toList();
    }
}
