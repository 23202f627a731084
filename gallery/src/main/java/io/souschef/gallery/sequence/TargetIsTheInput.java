package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Gpt;

/**
 * The slice is off by one: the target at a position is the token that the net is given there. It learns to copy, and the loss goes
 * to zero. What to see: the token asked for is 0 ahead.
 */
final class TargetIsTheInput {
    private TargetIsTheInput() {}

    static Trap trap() {
        return new Trap(
                "TargetIsTheInput on a GPT",
                "input-leaks-into-target",
                "L1",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    private static Plain program(long seed, boolean wrong) {
        Material data = Tokens.shifted(13, 12, Tokens::counted, wrong ? 0 : 1);
        return Plain.of(seed, new Gpt(seed, Gpt.Options.of(13, 12, 2, 2, 24)), data);
    }
}
