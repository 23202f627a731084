package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Sgd;

/**
 * The same where BatchNorm keeps the loss from exploding: it only looks like a rate that is too high.
 */
final class ZeroGradForgottenOnPictures {
    private ZeroGradForgottenOnPictures() {}

    static Trap trap() {
        return new Trap(
                "zeroGrad forgotten on a ConvNet with SGD", "gradients-not-cleared", "G1", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed, net -> new Sgd(net, 0.02, 0.9));
        }

        @Override
        public double step(Batch batch) {
            net.train();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends PictureClassifier {
        Right(long seed) {
            super(seed, net -> new Sgd(net, 0.02, 0.9));
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
