package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Optimizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A batch goes through in four parts, each of which counts the same, however few tokens are in it. What to see: the gradient that is left
 * is that of a mean of means.
 *
 * @see <a href="https://github.com/huggingface/transformers/issues/34191">transformers issue 34191</a>
 */
final class PartsCountAlike {
    private PartsCountAlike() {}

    static Trap trap() {
        return new Trap(
                "a mean of means over parts of a batch",
                "accumulation-not-divided",
                "H3",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private static final int PART = 8;

        private final boolean wrong;
        private final Adam adam;

        Program(long seed, boolean wrong) {
            super(seed, Unequal.data(), new Letters(seed, 14));
            this.wrong = wrong;
            this.adam = new Adam(net(), 3e-3);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public double step(Batch batch) {
            net().train();
            adam.zeroGrad();
            double all = counted(batch.target());
            double sum = 0;
            for (int from = 0; from < batch.size(); from += PART) {
                int size = Math.min(PART, batch.size() - from);
                Tensor target = batch.target().narrow(0, from, size);
                Tensor output = net().forward(batch.input().narrow(0, from, size));
                Tensor total = Losses.crossEntropyEach(output.reshape(-1, 14), target.reshape(-1), -100)
                        .sum();
                double share = wrong ? counted(target) * batch.size() / size : all;
                Tensor loss = total.div(share);
                loss.backward();
                sum += loss.item();
            }
            adam.step();
            return sum;
        }

        private static double counted(Tensor target) {
            return Arrays.stream(target.toLongs())
                    .filter(token -> token != -100)
                    .count();
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }
}
