package io.souschef.gallery.loop;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.TableClassifier;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The best weights are remembered, and the last ones are used.
 */
final class BestNeverPutBack {
    private BestNeverPutBack() {}

    static Trap trap() {
        return new Trap(
                "best weights that are never put back", "best-weights-not-restored", "H8", Wrong::new, Right::new);
    }

    private static final class Wrong extends TableClassifier {
        Wrong(long seed) {
            super(seed);
        }

        private double least = Double.POSITIVE_INFINITY;
        private final Shelf shelf = new Shelf("best weights");
        private final Map<String, Tensor> best = new LinkedHashMap<>();

        @Override
        public Declared declares() {
            return Declared.nothing().keepingBest();
        }

        @Override
        public void epochEnded(int epoch) {
            double loss = evaluate().loss();
            if (loss < least) {
                least = loss;
                remember();
            }
        }

        private void remember() {
            try (Scope scope = Scope.open("remember")) {
                best.clear();
                net.state().forEach((name, tensor) -> best.put(name, tensor));
            }
        }

        @Override
        public void trainingEnded() {
            net.load(best);
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }

    private static final class Right extends TableClassifier {
        Right(long seed) {
            super(seed);
        }

        private double least = Double.POSITIVE_INFINITY;
        private final Shelf shelf = new Shelf("best weights");
        private final Map<String, Tensor> best = new LinkedHashMap<>();

        @Override
        public Declared declares() {
            return Declared.nothing().keepingBest();
        }

        @Override
        public void epochEnded(int epoch) {
            double loss = evaluate().loss();
            if (loss < least) {
                least = loss;
                remember();
            }
        }

        private void remember() {
            try (Scope scope = Scope.open("remember")) {
                best.clear();
                net.state().forEach((name, tensor) -> best.put(name, shelf.keep(tensor.copy())));
            }
        }

        @Override
        public void trainingEnded() {
            net.load(best);
        }

        @Override
        public void close() {
            shelf.close();
            super.close();
        }
    }
}
