package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;

/**
 * The data are shifted by one, and the loss shifts once more, as many a library's does. The net is asked for the token after the next.
 * What to see: the token asked for is 2 ahead, and 0 ahead is seen.
 */
final class ShiftedInDataAndLoss {
    private ShiftedInDataAndLoss() {}

    static Trap trap() {
        return new Trap(
                "ShiftedInDataAndLoss on an LSTM",
                "targets-shifted-twice",
                "L2",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    /** [N, T] → [N, T, 13]. */
    private static final class Net extends Layer {
        private final Embedding tokens = add("tokens", new Embedding(13, 16));
        private final Lstm lstm = add("lstm", new Lstm(16, 24));
        private final Linear head = add("head", new Linear(24, 13));

        Net(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor index) {
            return head.forward(lstm.forward(tokens.forward(index)));
        }
    }

    private static Plain program(long seed, boolean wrong) {
        Task task = Task.nextToken(13);
        return Plain.of(seed, new Net(seed), Tokens.counting()).withLoss((output, batch) -> {
            int late = wrong ? 1 : 0;
            long t = output.size(1) - late;
            return task.loss(output.narrow(1, 0, t), batch.target().narrow(1, late, t));
        });
    }
}
