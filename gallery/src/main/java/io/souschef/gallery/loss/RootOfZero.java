package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import java.util.List;

/**
 * The norm of the last bias is a penalty, and the bias starts at 0. There a root has no slope: the loss is a number, its gradient is not, and
 * after one update no weight is.
 */
final class RootOfZero {
    private static final double PENALTY = 1e-3;

    private RootOfZero() {}

    static Trap trap() {
        return new Trap("the root of zero in a penalty", "not-finite", "F13", Wrong::new, Right::new);
    }

    private static class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
            try (Scope scope = Scope.open("start at 0");
                    NoGrad off = NoGrad.open()) {
                bias().fillInPlace(0);
            }
        }

        private Tensor bias() {
            List<Tensor> all = List.copyOf(net.parameters().values());
            return all.get(all.size() - 1);
        }

        /** Added before the root is drawn. */
        double small() {
            return 0;
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor norm = bias().pow(2).sum().add(small()).sqrt();
            return super.loss(output, batch).add(norm.mul(PENALTY));
        }
    }

    private static final class Right extends Wrong {
        Right(long seed) {
            super(seed);
        }

        @Override
        double small() {
            return 1e-8;
        }
    }
}
