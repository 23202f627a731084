package io.souschef.gallery.strangers;

import io.souschef.gallery.Trap;
import io.souschef.nn.Init;

/** A single logit starts at even odds, where alarms are one in a hundred. */
final class BiasOfTheRare {
    private BiasOfTheRare() {}

    static Trap trap() {
        return new Trap(
                "even odds for one alarm in a hundred",
                "final-bias-not-set",
                "E3",
                seed -> new AlarmRaiser(seed, Init.zeros()),
                AlarmRaiser::new);
    }
}
