package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;

/**
 * A little Gaussian noise, drawn from the seed, on every gradient.
 */
final class NoisyGradients {
    private NoisyGradients() {}

    static Healthy healthy() {
        return new Healthy("noise on the gradients", "gradients-not-cleared", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        private int calls;

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            noise(calls++);
            optimizer.step();
            return loss.item();
        }

        private void noise(int step) {
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> weight.grad()
                        .ifPresent(g -> g.addInPlace(
                                RandomStream.of(seed, name)
                                        .at(step)
                                        .normal(0, 0.01, g.shape().toArray()),
                                1)));
            }
        }
    }
}
