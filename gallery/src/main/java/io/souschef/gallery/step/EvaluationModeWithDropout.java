package io.souschef.gallery.step;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/**
 * The net was switched to evaluation mode once, after loading.
 */
final class EvaluationModeWithDropout {
    private EvaluationModeWithDropout() {}

    static Trap trap() {
        return new Trap("dropout never on", "trained-in-evaluation-mode", "H2", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed, new Mlp(seed, 0.5, 8, 32, 3), net -> new Adam(net, 3e-3));
        }

        @Override
        public double step(Batch batch) {
            net.eval();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            return loss.item();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed, new Mlp(seed, 0.5, 8, 32, 3), net -> new Adam(net, 3e-3));
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
