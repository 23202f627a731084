package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.tensor.NoGrad;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import java.util.Arrays;
import java.util.Optional;

/** The perplexity that is reported comes from the mean of the batches' means. What to see: it isn't that of the mean over tokens. */
final class PerplexityOfMeans {
    private PerplexityOfMeans() {}

    static Trap trap() {
        return new Trap(
                "perplexity from a mean of batch means",
                "mean-of-batch-means",
                "I2",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private final boolean wrong;
        private final Adam adam;

        Program(long seed, boolean wrong) {
            super(seed, Unequal.data().withBatch(24), new Letters(seed, 14));
            this.wrong = wrong;
            this.adam = new Adam(net(), 3e-3);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(adam);
        }

        @Override
        public double reported() {
            double sum = 0;
            double weights = 0;
            net().eval();
            for (Batch batch : evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    double weight = wrong ? 1 : counted(batch);
                    sum += weight * loss(forward(batch), batch).item();
                    weights += weight;
                }
            }
            net().train();
            return Math.exp(sum / weights);
        }

        private static double counted(Batch batch) {
            return Arrays.stream(batch.target().toLongs())
                    .filter(token -> token != -100)
                    .count();
        }
    }
}
