package io.souschef.gallery.sequence;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;

/**
 * Documents are packed into one sequence and declared to be apart, and the mask is the causal one alone. What to see: a change in the first
 * document moves outputs in the second.
 */
final class DocumentsPacked {
    private DocumentsPacked() {}

    static Trap trap() {
        return new Trap(
                "DocumentsPacked on a transformer",
                "documents-see-each-other",
                "L9",
                seed -> program(seed, true),
                seed -> program(seed, false));
    }

    /** An attention whose mask also keeps documents apart: [N, 14] → [N, 14, 10]. */
    private static final class Net extends Layer {
        private final boolean wrong;
        private final Embedding tokens = add("tokens", new Embedding(10, 24));
        private final Embedding positions = add("positions", new Embedding(14, 24));
        private final Linear q = add("q", new Linear(24, 24));
        private final Linear k = add("k", new Linear(24, 24));
        private final Linear v = add("v", new Linear(24, 24));
        private final Linear fc = add("fc", new Linear(24, 48));
        private final Linear head = add("head", new Linear(48, 10));

        Net(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        /** Whether a position may see another: of the same document, and not later. */
        private Tensor mask(Tensor index) {
            int n = (int) index.size(0);
            int t = (int) index.size(1);
            long[] all = index.toLongs();
            float[] seen = new float[n * t * t];
            for (int i = 0; i < seen.length; i++) {
                int row = i / (t * t);
                int query = i / t % t;
                int key = i % t;
                boolean apart = false;
                for (int s = key; s < query; s++) {
                    apart |= all[row * t + s] == 0;
                }
                seen[i] = key <= query && (wrong || !apart) ? 1 : 0;
            }
            return Tensor.of(seen, n, t, t).gt(0.5);
        }

        @Override
        public Tensor forward(Tensor index) {
            Tensor x = tokens.forward(index).add(positions.forward(Tensor.arange(index.size(1))));
            Tensor scores = q.forward(x).matmul(k.forward(x).transpose(1, 2)).mul(1 / Math.sqrt(24));
            Tensor weights = mask(index)
                    .where(scores, Tensor.full(Double.NEGATIVE_INFINITY))
                    .softmax(-1);
            return head.forward(fc.forward(x.add(weights.matmul(v.forward(x)))).relu());
        }
    }

    private static Plain program(long seed, boolean wrong) {
        return Plain.of(seed, new Net(seed, wrong), Tokens.packed())
                .declaring(Declared.nothing().withPackedDocuments(0));
    }
}
