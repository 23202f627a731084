package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * A hand-made SGD shrinks everything, biases too.
 */
final class DecayOnBiases {
    private DecayOnBiases() {}

    static Trap trap() {
        return new Trap("weight decay on biases", "weight-decay-misplaced", "G6", Wrong::new, Right::new);
    }

    private static final class Wrong extends HandMade {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), Rows.clouds(), 0.1);
        }

        @Override
        protected void update() {
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.mulInPlace(1 - rate * 0.1);
                    weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, -rate));
                }
            }
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.1);
        }
    }

    private static final class Right extends HandMade {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 3), Rows.clouds(), 0.1);
        }

        @Override
        protected void update() {
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    if (weight.dim() >= 2) {
                        weight.mulInPlace(1 - rate * 0.1);
                    }
                    weight.grad().ifPresent(gradient -> weight.addInPlace(gradient, -rate));
                }
            }
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.1);
        }
    }
}
