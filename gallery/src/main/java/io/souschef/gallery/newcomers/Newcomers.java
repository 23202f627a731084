package io.souschef.gallery.newcomers;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import java.util.List;
import java.util.stream.Stream;

/** What a fourth round of programs, written blindly, has shown. */
public final class Newcomers {
    private Newcomers() {}

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(NewcomersOfLosses.traps(), NewcomersOfNets.traps(), NewcomersOfSteps.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return HealthyNewcomers.all();
    }
}
