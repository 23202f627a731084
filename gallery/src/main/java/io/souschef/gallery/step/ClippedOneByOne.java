package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import java.util.List;

/**
 * The norm is taken per parameter, not of all together.
 */
final class ClippedOneByOne {
    private ClippedOneByOne() {}

    static Trap trap() {
        return new Trap(
                "each parameter clipped by itself", "gradient-clipping-ineffective", "G5", Wrong::new, Right::new);
    }

    private static final class Wrong extends PictureClassifier {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            for (Tensor weight : net.parameters().values()) {
                Gradients.clipNorm(List.of(weight), 0.5);
            }
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
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
            Gradients.clipNorm(optimizer.parameters().values(), 0.5);
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }
    }
}
