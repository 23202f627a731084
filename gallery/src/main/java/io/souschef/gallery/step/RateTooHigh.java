package io.souschef.gallery.step;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.train.Sgd;

/**
 * SGD at 3: the loss explodes.
 */
final class RateTooHigh {
    private RateTooHigh() {}

    static Trap trap() {
        return new Trap(
                "a learning rate a hundred times too high", "learning-rate-unfit", "G7", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 3, 0.9));
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.03, 0.9));
        }
    }
}
