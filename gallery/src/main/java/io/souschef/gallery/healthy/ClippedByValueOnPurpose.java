package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;

/**
 * A matter of taste, and nothing else was promised.
 */
final class ClippedByValueOnPurpose {
    private ClippedByValueOnPurpose() {}

    static Healthy healthy() {
        return new Healthy("clipping by value, undeclared", "gradient-clipping-ineffective", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            try (NoGrad off = NoGrad.open()) {
                for (Tensor weight : net.parameters().values()) {
                    weight.grad().ifPresent(g -> g.copyInPlace(g.clamp(-0.1, 0.1)));
                }
            }
            optimizer.step();
            return loss.item();
        }
    }
}
