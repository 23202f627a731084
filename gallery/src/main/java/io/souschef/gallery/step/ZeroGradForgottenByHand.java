package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;

/**
 * No optimiser, so that nobody reminds one of zeroGrad.
 */
final class ZeroGradForgottenByHand {
    private ZeroGradForgottenByHand() {}

    static Trap trap() {
        return new Trap(
                "gradients not cleared in a hand-made update", "gradients-not-cleared", "G1", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMade {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 6, 32, 1), Rows.surface(), 0.01);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            update();
            return loss.item();
        }
    }

    private static final class Right extends HandMade {
        Right(long seed) {
            super(seed, new Mlp(seed, 6, 32, 1), Rows.surface(), 0.01);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            update();
            return loss.item();
        }
    }
}
