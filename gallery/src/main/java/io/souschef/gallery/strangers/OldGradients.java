package io.souschef.gallery.strangers;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;

/** With momentum, gradients that are never cleared blow the net up, until it says the same to every digit. */
final class OldGradients {
    private OldGradients() {}

    static Trap trap() {
        return new Trap(
                "old gradients and momentum",
                "gradients-not-cleared",
                "G1",
                seed -> new Momentum(seed, false),
                seed -> new Momentum(seed, true));
    }

    private static final class Momentum extends DigitReader {
        private final Sgd sgd;
        private final boolean clears;

        Momentum(long seed, boolean clears) {
            super(seed);
            this.clears = clears;
            Layer net = net();
            sgd = new Sgd(net, 0.05, 0.9);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            if (clears) {
                sgd.zeroGrad();
            }
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            sgd.step();
            return loss.item();
        }

        @Override
        public void close() {
            optimizer.close();
            super.close();
        }
    }
}
