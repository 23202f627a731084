package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;

/**
 * A norm of 0.5 is declared; every single number is clamped to 0.5, which bends the gradient.
 */
final class ClippedByValue {
    private ClippedByValue() {}

    static Trap trap() {
        return new Trap(
                "each number of a gradient clamped", "gradient-clipping-ineffective", "G5", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.1, 0.9));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.grad().ifPresent(g -> g.copyInPlace(g.clamp(-0.5, 0.5)));
                }
            }
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.1, 0.9));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            Gradients.clipNorm(optimizer.parameters().values(), 0.5);
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }
    }
}
