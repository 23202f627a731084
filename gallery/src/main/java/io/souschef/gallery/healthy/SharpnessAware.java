package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two backward passes a step, the second from a place a little uphill.
 */
final class SharpnessAware {
    private SharpnessAware() {}

    static Healthy healthy() {
        return new Healthy("sharpness-aware minimisation", "gradients-not-cleared", Program::new);
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
            double norm = Gradients.norm(net.parameters().values());
            Map<String, Tensor> up = new LinkedHashMap<>();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> weight.grad().ifPresent(g -> {
                    Tensor by = g.mul(0.05 / (norm + 1e-12));
                    weight.addInPlace(by, 1);
                    up.put(name, by);
                }));
            }
            optimizer.zeroGrad();
            loss(forward(batch), batch).backward();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> {
                    Tensor by = up.get(name);
                    if (by != null) {
                        weight.addInPlace(by, -1);
                    }
                });
            }
            optimizer.step();
            return loss.item();
        }
    }
}
