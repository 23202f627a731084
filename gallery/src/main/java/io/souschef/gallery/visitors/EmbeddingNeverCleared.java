package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Tokens;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam for the net and Adagrad, by hand, for the embedding: zeroGrad() of the one knows nothing of the other. What to see: the next
 * update changes with the gradient that the last one left on the embedding.
 */
final class EmbeddingNeverCleared {
    private EmbeddingNeverCleared() {}

    static Trap trap() {
        return new Trap(
                "one of two optimisers forgets zero_grad",
                "gradients-not-cleared",
                "G1",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private final boolean wrong;
        private final Letters net;
        private final Adam adam;
        private final Shelf shelf = new Shelf("Adagrad");
        private final Tensor squares;

        Program(long seed, boolean wrong) {
            this(seed, wrong, Tokens.text());
        }

        private Program(long seed, boolean wrong, Material data) {
            this(seed, wrong, data, new Letters(seed, data.task().outputs()));
        }

        private Program(long seed, boolean wrong, Material data, Letters net) {
            super(seed, data, net);
            this.wrong = wrong;
            this.net = net;
            Map<String, Tensor> others = new LinkedHashMap<>(net.parameters());
            others.remove("embedding.weight");
            this.adam = Adam.w(others, 3e-3, 0, 0.99);
            try (Scope scope = Scope.open("Adagrad")) {
                squares = shelf.keep(Tensor.full(0.1, data.task().outputs(), 16));
            }
        }

        @Override
        public double step(Batch batch) {
            net.train();
            adam.zeroGrad();
            if (!wrong) {
                net.embedding.weight().clearGrad();
            }
            Tensor loss = loss(forward(batch), batch);
            loss.backward();
            adam.step();
            try (NoGrad off = NoGrad.open()) {
                Tensor gradient = net.embedding.weight().grad().orElseThrow();
                squares.addcmulInPlace(gradient, gradient, 1);
                net.embedding.weight().addcdivInPlace(gradient, squares.sqrt(), -0.1);
            }
            return loss.item();
        }

        @Override
        public void close() {
            shelf.close();
            adam.close();
            super.close();
        }
    }
}
