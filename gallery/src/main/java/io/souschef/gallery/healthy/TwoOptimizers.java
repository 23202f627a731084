package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Biases and matrices have an optimiser each; neither is optimizer().
 */
final class TwoOptimizers {
    private TwoOptimizers() {}

    static Healthy healthy() {
        return new Healthy("two optimisers", "schedule-not-applied", Program::new);
    }

    private static final class Program extends TableClassifier {
        Program(long seed) {
            super(seed);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.empty();
        }

        private final Adam matrices = Adam.w(some(true), 3e-3, 0, 0.999);
        private final Adam biases = Adam.w(some(false), 1e-2, 0, 0.999);

        private Map<String, Tensor> some(boolean wanted) {
            Map<String, Tensor> some = new LinkedHashMap<>();
            net.parameters().forEach((name, weight) -> {
                if (weight.dim() >= 2 == wanted) {
                    some.put(name, weight);
                }
            });
            return some;
        }

        @Override
        public double step(Batch batch) {
            net.train();
            matrices.zeroGrad();
            biases.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            matrices.step();
            biases.step();
            return loss.item();
        }

        @Override
        public void close() {
            matrices.close();
            biases.close();
            optimizer.close();
            net.close();
        }
    }
}
