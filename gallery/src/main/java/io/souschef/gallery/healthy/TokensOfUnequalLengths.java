package io.souschef.gallery.healthy;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Sentences;
import io.souschef.gallery.base.Speaker;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import java.util.Arrays;

/**
 * Micro-batches with different numbers of tokens, each summed and divided by the tokens of the whole batch.
 */
final class TokensOfUnequalLengths {
    private TokensOfUnequalLengths() {}

    static Healthy healthy() {
        return new Healthy(
                "tokens accumulated over sentences of unequal lengths", "accumulation-not-divided", Program::new);
    }

    private static final class Program extends Speaker {
        Program(long seed) {
            super(seed, Sentences.padded(), 10);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            optimizer.zeroGrad();
            double sum = 0;
            int n = batch.size();
            long tokens = Arrays.stream(batch.target().toLongs())
                    .filter(token -> token != 0)
                    .count();
            for (int from = 0; from < n; from += 8) {
                int size = Math.min(8, n - from);
                Tensor output = net.forward(batch.input().narrow(0, from, size));
                Tensor loss = Losses.crossEntropyEach(
                                output.reshape(-1, 10),
                                batch.target().narrow(0, from, size).reshape(-1),
                                0)
                        .sum()
                        .div((double) tokens);
                loss.backward();
                sum += loss.item();
            }
            optimizer.step();
            return sum;
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withPadding(0);
        }
    }
}
