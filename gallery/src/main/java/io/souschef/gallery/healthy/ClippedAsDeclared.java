package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;

/**
 * Between backward and step.
 */
final class ClippedAsDeclared {
    private ClippedAsDeclared() {}

    static Healthy healthy() {
        return new Healthy("clipping as declared", "gradient-clipping-ineffective", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
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
