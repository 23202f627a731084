package io.souschef.gallery.loss;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;

/**
 * weight += rate · gradient.
 */
final class UphillByHand {
    private UphillByHand() {}

    static Trap trap() {
        return new Trap("a hand-made update uphill", "loss-sign-flipped", "F5", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMade {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 6, 32, 1), Rows.surface(), 0.02);
        }

        @Override
        protected void update() {
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, rate));
                }
            }
        }
    }

    private static final class Right extends HandMade {
        Right(long seed) {
            super(seed, new Mlp(seed, 6, 32, 1), Rows.surface(), 0.02);
        }

        @Override
        protected void update() {
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, -rate));
                }
            }
        }
    }
}
