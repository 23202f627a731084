package io.souschef.gallery.healthy;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.HandMade;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Declared.
 */
final class DecayOnEverything {
    private DecayOnEverything() {}

    static Healthy healthy() {
        return new Healthy("weight decay on everything on purpose", "weight-decay-misplaced", Program::new);
    }

    private static final class Program extends HandMade {
        Program(long seed) {
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
            return Declared.nothing().withWeightDecay(0.1).decayingEverything();
        }
    }
}
