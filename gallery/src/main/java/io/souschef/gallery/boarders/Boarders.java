package io.souschef.gallery.boarders;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;
import java.util.stream.Stream;

/** What a sixth round of programs, written blindly, has shown. */
public final class Boarders {
    private Boarders() {}

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(
                        BoardersOfAnswers.traps(),
                        BoardersOfLosses.traps(),
                        BoardersOfOutputs.traps(),
                        BoardersOfSeries.traps(),
                        BoardersOfStreams.traps(),
                        BoardersOfLoops.traps(),
                        BoardersOfDraws.traps(),
                        BoardersOfLoans.traps(),
                        BoardersOfUpdates.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return Stream.of(
                        BoardersOfAnswers.healthy(),
                        BoardersOfLosses.healthy(),
                        BoardersOfOutputs.healthy(),
                        BoardersOfStarts.healthy(),
                        BoardersOfStreams.healthy(),
                        BoardersOfLoops.healthy(),
                        BoardersOfPorts.healthy(),
                        BoardersOfDraws.healthy(),
                        BoardersOfLoans.healthy(),
                        BoardersOfUpdates.healthy())
                .flatMap(List::stream)
                .toList();
    }
}
