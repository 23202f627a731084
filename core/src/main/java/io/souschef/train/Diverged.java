package io.souschef.train;

import io.souschef.error.Message;
import io.souschef.error.Problem;
import java.util.OptionalDouble;

/** The loss became NaN or infinite. */
public final class Diverged extends Problem {
    private final long step;

    /** @param rate of the step, where it can be known */
    Diverged(double loss, long step, OptionalDouble rate) {
        super(message(loss, step, rate));
        this.step = step;
    }

    private static Message message(double loss, long step, OptionalDouble rate) {
        Message message = Message.of("the loss became " + loss + " at step " + step);
        rate.ifPresent(known -> message.got("learning rate %.2g".formatted(known)));
        return message.expected("a finite loss at every step")
                .fix(
                        "a smaller learning rate, a warm-up, or clipping the gradient's norm; then the data for NaN and infinities");
    }

    /** After so many updates. */
    public long step() {
        return step;
    }
}
