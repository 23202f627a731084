package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;

/**
 * The loss method is fine, but the step does not use it.
 */
final class SoftmaxInTheStep {
    private SoftmaxInTheStep() {}

    static Trap trap() {
        return new Trap(
                "a softmax inside a hand-made step", "softmax-before-cross-entropy", "F1", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMade {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), Rows.clouds(), 0.1);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor probabilities = forward(batch).softmax(1);
            Tensor loss = Losses.crossEntropy(probabilities, batch.target());
            loss.backward();
            update();
            return loss.item();
        }
    }

    private static final class Right extends HandMade {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), Rows.clouds(), 0.1);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor logits = forward(batch);
            Tensor loss = Losses.crossEntropy(logits, batch.target());
            loss.backward();
            update();
            return loss.item();
        }
    }
}
