package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;

/**
 * After a refactoring the clipping still gets the old net's parameters.
 */
final class ClippedElsewhere {
    private ClippedElsewhere() {}

    static Trap trap() {
        return new Trap(
                "the gradients of another net clipped", "gradient-clipping-ineffective", "G5", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        private final Mlp old = new Mlp(seed, 8, 32, 3);

        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.1));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            Gradients.clipNorm(old.parameters().values(), 0.5);
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }

        @Override
        public void close() {
            old.close();
            super.close();
        }
    }

    private static final class Right extends TableClassifier {
        private final Mlp old = new Mlp(seed, 8, 32, 3);

        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.1));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            Gradients.clipNorm(net.parameters().values(), 0.5);
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }

        @Override
        public void close() {
            old.close();
            super.close();
        }
    }
}
