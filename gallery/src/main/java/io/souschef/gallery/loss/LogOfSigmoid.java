package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * The formula of binary cross-entropy, typed out.
 */
final class LogOfSigmoid {
    private LogOfSigmoid() {}

    static Trap trap() {
        return new Trap("log(sigmoid(x)) in two steps", "loss-numerically-unstable", "F10", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor p = output.sigmoid();
            Tensor y = batch.target();
            return y.mul(p.log())
                    .add(y.neg().add(1).mul(p.neg().add(1).log()))
                    .mean()
                    .neg();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 8, 32, 4), net -> new Adam(net, 3e-3), Rows.labels());
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return Losses.binaryCrossEntropy(output, batch.target());
        }
    }
}
