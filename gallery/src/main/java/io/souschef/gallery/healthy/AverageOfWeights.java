package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.PictureClassifier;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Evaluation is on the average; training goes on where it was.
 */
final class AverageOfWeights {
    private AverageOfWeights() {}

    static Healthy healthy() {
        return new Healthy("a moving average of the weights", "best-weights-not-restored", Program::new);
    }

    private static final class Program extends PictureClassifier {
        Program(long seed) {
            super(seed);
        }

        private final Shelf shelf = new Shelf("average");
        private final Map<String, Tensor> average = new LinkedHashMap<>();

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            optimizer.step();
            follow();
            return loss.item();
        }

        private void follow() {
            try (Scope scope = Scope.open("average");
                    NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> average.computeIfAbsent(name, n -> shelf.keep(weight.copy()))
                        .lerpInPlace(weight, 0.05));
            }
        }

        @Override
        public Evaluation evaluate() {
            swap();
            try {
                return Evaluation.of(this, evaluation());
            } finally {
                swap();
            }
        }

        private void swap() {
            try (Scope scope = Scope.open("swap");
                    NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, weight) -> {
                    Tensor mine = average.get(name);
                    if (mine != null) {
                        Tensor here = weight.copy();
                        weight.copyInPlace(mine);
                        mine.copyInPlace(here);
                    }
                });
            }
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }
}
