package io.souschef.gallery.neighbours;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;
import java.util.stream.Stream;

/** What programs next door to those that the checks were made with have shown. */
public final class Neighbours {
    private Neighbours() {}

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(
                        NeighboursOfSequences.traps(),
                        NeighboursOfLosses.traps(),
                        NeighboursOfSteps.traps(),
                        NeighboursOfWiring.traps(),
                        NeighboursOfData.traps(),
                        NeighboursOfEvaluations.traps(),
                        NeighboursOfLoops.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return Stream.of(
                        NeighboursOfSequences.healthy(),
                        NeighboursOfLosses.healthy(),
                        NeighboursOfSteps.healthy(),
                        NeighboursOfWiring.healthy(),
                        NeighboursOfData.healthy(),
                        NeighboursOfEvaluations.healthy(),
                        NeighboursOfLoops.healthy())
                .flatMap(List::stream)
                .toList();
    }
}
