package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;

/**
 * A norm of 0.7 that nobody was told of.
 */
final class ClippedUndeclared {
    private ClippedUndeclared() {}

    static Healthy healthy() {
        return new Healthy("clipping that is not declared", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed, net -> new Sgd(net, 0.1));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            Gradients.clipNorm(optimizer.parameters().values(), 0.7);
            optimizer.step();
            return loss.item();
        }
    }
}
