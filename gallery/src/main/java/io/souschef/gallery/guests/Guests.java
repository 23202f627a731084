package io.souschef.gallery.guests;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.stream.Stream;

/** What programs that were written blindly have shown. */
public final class Guests {
    /** One method for both. */
    public interface Pair {
        TrainingProgram make(long seed, boolean wrong);
    }

    private Guests() {}

    public static Trap trap(String name, String code, String row, Pair pair) {
        return new Trap(name, code, row, seed -> pair.make(seed, true), seed -> pair.make(seed, false));
    }

    /** The planted bugs. */
    public static List<Trap> traps() {
        return Stream.of(GuestsOfData.traps(), GuestsOfNets.traps(), GuestsOfSteps.traps())
                .flatMap(List::stream)
                .toList();
    }

    /** Healthy programs that look as if they had one. */
    public static List<Healthy> healthy() {
        return Stream.of(HealthyGuests.all(), HealthyCoders.all())
                .flatMap(List::stream)
                .toList();
    }
}
