package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;

/**
 * BatchNorm learns its statistics all the same: the loss in evaluation moves, the weights do not.
 */
final class ZeroGradAfterBackwardOnPictures {
    private ZeroGradAfterBackwardOnPictures() {}

    static Trap trap() {
        return new Trap(
                "zeroGrad between backward and step on a ConvNet",
                "gradients-cleared-before-update",
                "G2",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.zeroGrad();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }
}
