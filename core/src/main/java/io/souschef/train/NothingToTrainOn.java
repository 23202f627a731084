package io.souschef.train;

import io.souschef.error.Message;
import io.souschef.error.Problem;

/** An epoch has no batches, so that no step would ever be made. */
public final class NothingToTrainOn extends Problem {
    NothingToTrainOn(int epoch, long examples) {
        super(Message.of("training(" + epoch + ") gives nothing to train on")
                .got("no batch, of %,d examples".formatted(examples))
                .expected("one batch or more in every epoch")
                .fix("a smaller batch, or keep the last one although it is incomplete"));
    }
}
