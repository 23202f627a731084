package io.souschef.gallery.loop;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.train.Evaluation;

/**
 * The metric is an error now, and the comparison is still the one for accuracy.
 */
final class BestIsTheWorst {
    private BestIsTheWorst() {}

    static Trap trap() {
        return new Trap(
                "early stopping that keeps the worst", "early-stopping-direction-wrong", "H8", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public boolean better(Evaluation one, Evaluation other) {
            return one.metric() > other.metric();
        }
    }

    private static final class Right extends TableRegressor {
        Right(long seed) {
            super(seed);
        }

        @Override
        public boolean better(Evaluation one, Evaluation other) {
            return one.metric() < other.metric();
        }
    }
}
