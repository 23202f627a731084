package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.Optional;

/**
 * The step adds a contrastive term that loss() doesn't know, and forgets to clear the gradients. What to see: the next update changes
 * with what the last one left.
 *
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020, equation 2</a>
 */
final class KeptBesideAnotherLoss {
    private KeptBesideAnotherLoss() {}

    static Trap trap() {
        return new Trap(
                "zero_grad forgotten beside a contrastive loss",
                "gradients-not-cleared",
                "G1",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Net extends Layer {
        private final Linear first = add("first", new Linear(8, 32));
        private final Linear second = add("second", new Linear(32, 16));
        private final Linear head = add("head", new Linear(16, 3));

        Net(long seed) {
            initialize(seed);
        }

        Tensor code(Tensor x) {
            return second.forward(first.forward(x).relu());
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(code(x).relu());
        }
    }

    private static final class Program extends Visitor {
        private final boolean wrong;
        private final Net net;
        private final Adam adam;

        Program(long seed, boolean wrong) {
            this(seed, wrong, new Net(seed));
        }

        private Program(long seed, boolean wrong, Net net) {
            super(seed, Rows.clouds(), net);
            this.wrong = wrong;
            this.net = net;
            this.adam = new Adam(net, 3e-3);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            if (!wrong) {
                adam.zeroGrad();
            }
            Tensor code = net.code(batch.input());
            Tensor loss = Losses.crossEntropy(net.head.forward(code.relu()), batch.target())
                    .add(contrast(code, batch.target().toLongs()).mul(0.3));
            loss.backward();
            adam.step();
            return loss.item();
        }

        /** Codes of one class together, others apart. */
        private static Tensor contrast(Tensor code, long[] labels) {
            int n = labels.length;
            Tensor unit = code.div(code.mul(code).sum(1).add(1e-6).sqrt().unsqueeze(1));
            float[] self = new float[n * n];
            float[] same = new float[n * n];
            for (int i = 0; i < n; i++) {
                self[i * n + i] = 1e4f;
                for (int j = 0; j < n; j++) {
                    same[i * n + j] = i != j && labels[i] == labels[j] ? 1f / n : 0;
                }
            }
            Tensor likeness = unit.matmul(unit.transpose(0, 1)).mul(5).sub(Tensor.of(self, n, n));
            return likeness.logSoftmax(1).mul(Tensor.of(same, n, n)).sum().div(-n);
        }
    }
}
