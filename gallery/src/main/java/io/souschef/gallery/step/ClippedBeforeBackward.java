package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableRegressor;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;

/**
 * Clipping comes when there are no gradients yet.
 */
final class ClippedBeforeBackward {
    private ClippedBeforeBackward() {}

    static Trap trap() {
        return new Trap(
                "gradients clipped before the backward pass",
                "gradient-clipping-ineffective",
                "G5",
                Wrong::new,
                Right::new);
    }

    private static final class Wrong extends TableRegressor {
        Wrong(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            Gradients.clipNorm(optimizer.parameters().values(), 0.5);
            loss.backward();
            optimizer.step();
            return loss.item();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(0.5);
        }
    }

    private static final class Right extends TableRegressor {
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
