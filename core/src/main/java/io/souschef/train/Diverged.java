package io.souschef.train;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** The loss became NaN or infinite. */
public final class Diverged extends Problem {
    private final long step;

    Diverged(double loss, long step, double rate) {
        super(
                Message.of("the loss became " + loss + " at step " + step)
                        .got("learning rate %.2g".formatted(rate))
                        .expected("a finite loss at every step")
                        .fix(
                                "a smaller learning rate, a warm-up, or clipping the gradient's norm; then the data for NaN and infinities"));
        this.step = step;
    }

    /** After so many updates. */
    public long step() {
        return step;
    }
}
