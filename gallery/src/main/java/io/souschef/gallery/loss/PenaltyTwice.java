package io.souschef.gallery.loss;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;

/**
 * The optimiser decays already; somebody added the penalty to the loss as well.
 */
final class PenaltyTwice {
    private PenaltyTwice() {}

    static Trap trap() {
        return new Trap(
                "weight decay in the loss and in the optimiser",
                "regularization-dominates",
                "F11",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed, net -> Adam.w(net, 3e-3, 0.01));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor penalty = Tensor.zeros();
            for (Tensor weight : net.parameters().values()) {
                penalty = penalty.add(weight.pow(2).sum());
            }
            return task().loss(output, batch.target()).add(penalty.mul(5e-3));
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.01);
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed, net -> Adam.w(net, 3e-3, 0.01));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return task().loss(output, batch.target());
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withWeightDecay(0.01);
        }
    }
}
